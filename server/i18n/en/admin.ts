import type { admin as vi } from '../vi/admin.ts'

export const admin: typeof vi = {
  title: 'Commands for the operator: npm run admin -- COMMAND',
  moreHelp: 'More about one: npm run admin -- COMMAND --help. Vietnamese: --lang vi.',
  unknownCommand: (name) => `There is no command "${name}". For the list: npm run admin -- help.`,
  wrongWords: (usage) => `Usage: ${usage}`,
  databaseAway: (reason) => `The database does not answer: ${reason}.`,
  fileRefused: (path, code) =>
    code === 'ENOENT'
      ? `There is no file ${path}.`
      : code === 'EEXIST'
        ? `The file ${path} is there already: choose another name.`
        : code === 'ENOSPC'
          ? 'The disk is full.'
          : `${path} may not be used (${code}).`,
  failed: (reason) => `The command failed: ${reason}. LOG_LEVEL=debug says more.`,
  noDatabase: (dataDir) => `There is no database in ${dataDir} yet: start the service once, or set DATA_DIR or DATABASE_URL right.`,
  schemaBehind: 'The schema of the database is not that of this program: start the service (or run npm run migrate) with the right version first.',
  noSecret: (dataDir) => `There is no key: SECRET_KEY is not set and ${dataDir} holds no secret.key.`,
  noHeadsFile: (path) =>
    `Warning: there is no file of signed heads at ${path}, so only the signatures in the database itself are checked. On another machine: give the server's file with --heads.`,
  keyFromFile: 'Warning: the public key was taken from this very file; compare it with the published one, or give it with --key.',
  noPublicKey: (text) => `"${text}" is no public key (ed25519:…).`,
  noExport: (file) => `${file} is no export of an audit log.`,
  tookSeconds: (seconds, entries) => `Took ${seconds.toFixed(1)} s${seconds > 1 ? ` (${Math.round(entries / seconds)} entries a second)` : ''}.`,
  exported: (entries, file) => `${entries} entries exported to ${file}.`,
  commands: {
    'verify-audit': {
      short: 'proves that nobody changed the audit log',
      long: 'Makes every hash anew and checks numbers, columns, times and every signature (in the database and in DATA_DIR/audit-heads.jsonl).\n--file EXPORT  verifies an export, without the database\n--key          a public key to trust (may be repeated)\n--heads        a further file of signed heads, kept elsewhere (may be repeated)\n--json         for machines\nEnds with 1 when something was changed.',
    },
    'export-audit': {
      short: 'writes the audit log to a file that can be verified elsewhere',
      long: 'The file is verified by verify-audit --file, or with nothing but Node and the folder server/audit-verifier: node verify.ts FILE --key KEY.',
    },
    'audit-key': {
      short: 'prints the public key of the signatures on the audit log',
      long: 'Write it down elsewhere from the first day: with it anybody can judge the log without trusting the server.',
    },
  },
}
