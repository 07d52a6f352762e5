// Lints an OpenAPI document with redocly's recommended rules, and holds its examples against its own schemas, since an example
// is what an integrator copies first. `node lint.mjs DOCUMENT`; exit status 1 when there is an error or a warning.
import { createConfig, formatProblems, getTotals, lint } from '@redocly/openapi-core';

const rules = {
  'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: false },
  'no-invalid-parameter-examples': { severity: 'error', allowAdditionalProperties: false },
  'no-invalid-schema-examples': { severity: 'error', allowAdditionalProperties: false },
};

const [document] = process.argv.slice(2);
const config = await createConfig({ extends: ['recommended'], rules });
const problems = await lint({ ref: document, config });
const { errors, warnings } = getTotals(problems);
formatProblems(problems, { format: 'codeframe', totals: { errors, warnings, ignored: 0 } });
console.log(`${document}: ${errors} errors, ${warnings} warnings`);
process.exit(errors + warnings > 0 ? 1 : 0);
