// Validates JSON files against a JSON schema (draft 07) with ajv, which comes with the validators beside this file.
//   NODE_PATH=$(tools/fhir-validator/get)/node_modules node validate-against.js SCHEMA FILE...
// Exit 0: all valid; 1: not, with one line for each fault; 2: a file cannot be read.
'use strict';
const fs = require('fs');
const Ajv = require('ajv');

const [schemaFile, ...files] = process.argv.slice(2);
let status = 0;
try {
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(fs.readFileSync(schemaFile, 'utf8')));
  for (const file of files) {
    const valid = validate(JSON.parse(fs.readFileSync(file, 'utf8')));
    for (const fault of valid ? [] : validate.errors) console.log(`${file}: ${fault.dataPath} ${fault.message}`);
    if (!valid) status = 1;
  }
} catch (error) {
  console.error(error.message);
  status = 2;
}
process.exit(status);
