// Is a file an OpenAPI document, by the schema of its version?
//
//   node check_openapi.mjs FILE.json [VERSION]
//
// Prints version and counts; what does not fit ends with status 1.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';

const [, , path, version] = process.argv;
const document = JSON.parse(readFileSync(path, 'utf8'));
const validator = new Validator();
const found = await validator.validate(document);
if (!found.valid) {
  console.error('FAILED:', JSON.stringify(found.errors, null, 1));
  process.exit(1);
}
if (version && !document.openapi.startsWith(version)) {
  console.error('FAILED: expected version', version, 'found', document.openapi);
  process.exit(1);
}
const ids = [];
for (const [name, path] of Object.entries(document.paths))
  for (const operation of Object.values(path)) {
    ids.push(operation.operationId);
    // each name in braces is a parameter, and each parameter in the path a name
    const named = [...name.matchAll(/{([^}]*)}/g)].map((m) => m[1]).join();
    const told = operation.parameters.filter((p) => p.in === 'path').map((p) => p.name).join();
    if (named !== told) {
      console.error('FAILED:', name, 'tells parameters', told);
      process.exit(1);
    }
  }
if (new Set(ids).size !== ids.length) {
  console.error('FAILED: an operationId stands twice');
  process.exit(1);
}
console.log(`${Object.keys(document.paths).length} paths, ${ids.length} operations`);
