// Times ajv for `drydock bench contracts --ajv`: node bench.mjs SCHEMAS URI EVENT
// SCHEMAS: a JSON object of schemas by URI; URI: the one to check against; EVENT: a JSON document that fits it.
// Prints nanoseconds of one check of the parsed document, and of parsing and checking it: medians of five rounds.
import {readFileSync} from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const [schemasFile, uri, eventFile] = process.argv.slice(2);
const ajv = new Ajv({strict: false});
addFormats(ajv);
for (const [id, schema] of Object.entries(JSON.parse(readFileSync(schemasFile, 'utf8')))) ajv.addSchema(schema, id);
const check = ajv.getSchema(uri);
const text = readFileSync(eventFile, 'utf8');
const parsed = JSON.parse(text);
if (!check(parsed)) {
  console.error(`${eventFile}: ${ajv.errorsText(check.errors)}`);
  process.exit(1);
}

function nanoseconds(work) {
  const rounds = [];
  for (let round = 0; round < 5; ++round) {
    const begin = process.hrtime.bigint();
    let calls = 0, spent = 0;
    do {
      for (let i = 0; i < 256; ++i) work();
      calls += 256;
      spent = Number(process.hrtime.bigint() - begin);
    } while (spent < 2e8);
    rounds.push(spent / calls);
  }
  return rounds.sort((a, b) => a - b)[2];
}

console.log(nanoseconds(() => check(parsed)), nanoseconds(() => check(JSON.parse(text))));
