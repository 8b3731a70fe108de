// npm @vladmandic/face-api on its wasm back end, its default detector: verifies one raw RGB picture of 640x480 COUNT times.
// usage: node face_api.js PICTURE.rgb COUNT   prints "RESIDENT_MB MEDIAN_MS MEDIAN_PROCESSOR_MS"
const fs = require('fs');
const path = require('path');
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');

async function main() {
  const [picture, count] = [process.argv[2], Number(process.argv[3])];
  wasm.setWasmPaths(path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
  await tf.setBackend('wasm');
  await tf.ready();
  const models = path.join(path.dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  await faceapi.nets.ssdMobilenetv1.loadFromDisk(models);
  await faceapi.nets.faceLandmark68Net.loadFromDisk(models);
  await faceapi.nets.faceRecognitionNet.loadFromDisk(models);
  const pixels = new Uint8Array(fs.readFileSync(picture));
  const times = [], costs = [];
  for (let i = 0; i < count; ++i) {
    const began = process.hrtime.bigint(), used = process.cpuUsage();
    const image = tf.tensor3d(pixels, [480, 640, 3], 'int32');
    const face = await faceapi.detectSingleFace(image).withFaceLandmarks().withFaceDescriptor();
    image.dispose();
    if (!face || face.descriptor.length !== 128) throw new Error('no face found');
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
    const cost = process.cpuUsage(used);
    costs.push((cost.user + cost.system) / 1000);
  }
  const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)].toFixed(1);
  console.log(Math.round(process.memoryUsage().rss / 1048576), median(times), median(costs));
}
main().catch((error) => { console.error('face_api.js: ' + error.message); process.exit(2); });
