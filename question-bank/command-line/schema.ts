import { ImportReport } from '../../server/contract/import-report.ts'
import { JsonBank } from '../formats/json/json-bank.ts'

const schemas: Readonly<Record<string, object>> = {
  bank: JsonBank,
  report: { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'What `npm run bank -- check FILE --json` prints', ...ImportReport },
}

/** The JSON Schema of our own format or of the report, as published in docs/schemas; undefined for any other name. */
export function schema(name: string): string | undefined {
  return schemas[name] && JSON.stringify(schemas[name], null, 2)
}
