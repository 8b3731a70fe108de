// Validates FHIR R4 resources by two validators that this project did not write: the `fhir` package's R4 definitions
// (cardinalities, types, value sets, unexpected properties) and the official R4 JSON schema.
//   node validate.js FILE...      exit 0: all valid; 1: not, with one line for each fault; 2: a file cannot be read
'use strict';
const fs = require('fs');
const { Fhir } = require('fhir');
const SchemaValidator = require('@asymmetrik/fhir-json-schema-validator');

const definitions = new Fhir();
const schema = new SchemaValidator();
let status = 0;
for (const file of process.argv.slice(2)) {
  let resource;
  try {
    resource = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exit(2);
  }
  const faults = [];
  const parts = resource.resourceType === 'Bundle' ? resource.entry.map((entry) => entry.resource) : [];
  for (const part of [resource, ...parts]) {
    const result = definitions.validate(part, { errorOnUnexpected: true });
    for (const message of result.messages || []) {
      if (message.severity === 'error') faults.push(`${part.resourceType}: ${message.location}: ${message.message}`);
    }
    for (const error of schema.validate(part, true)) {
      faults.push(`${part.resourceType}: schema: ${error.dataPath} ${error.message}`);
    }
  }
  for (const fault of faults) console.log(`${file}: ${fault}`);
  console.log(`${file}: ${faults.length === 0 ? 'valid' : 'not valid'}`);
  if (faults.length > 0) status = 1;
}
process.exit(status);
