import type { admin as vi } from '../vi/admin.ts'

type ReceiptFacts = { contest: string; code: string; attemptId: string; closedAt: string; answeredCount: number; digest: string }

export const admin: typeof vi = {
  title: 'Commands for the operator: npm run admin -- COMMAND',
  moreHelp: 'More about one: npm run admin -- COMMAND --help. Vietnamese: --lang vi.',
  unknownCommand: (name) => `There is no command "${name}". For the list: npm run admin -- help.`,
  wrongWords: (usage) => `Usage: ${usage}`,
  databaseAway: (reason) => `The database does not answer: ${reason}.`,
  databaseSilent: (table) =>
    `The database has been silent for long while the table ${table} was read: stopped, and no file was made. See what holds this table and run it again.`,
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
  serviceIsRunning: 'The service is running on this database: stop it first.',
  passphrase: 'Passphrase of the backup:',
  passphraseAgain: 'The same again:',
  passphraseTooShort: (shortest) => `The passphrase is too short: it needs at least ${shortest} characters.`,
  passphrasesDiffer: 'The two are not the same.',
  backedUp: ({ file, megabytes, rows, seconds }) => `${rows} rows backed up to ${file} (${megabytes.toFixed(1)} MB, ${seconds.toFixed(1)} s).`,
  keysAreNotInside: 'The keys are not in the backup: keep SECRET_KEY (export-keys) at another place.',
  backupIsWhole: ({ createdAt, rows }) => `Backup of ${createdAt}, ${rows} rows: whole.`,
  backupIsNewer: (program) => `The backup was made by a newer version (${program}): restore it with that one.`,
  backupUnreadable: {
    'not-a-backup': (file) => `${file} is no backup of Hội Thi.`,
    cut: (file) => `${file} lacks its end: take another copy. Nothing was changed.`,
    damaged: (file, where) => `${file} is damaged${where ? ` (${where})` : ''}: take another copy. Nothing was changed.`,
    'passphrase-needed': (file) => `${file} is encrypted: it needs its passphrase (--passphrase-file).`,
    'passphrase-wrong': (file) => `The passphrase of ${file} is wrong.`,
  },
  databaseNotEmpty: 'The database is not empty: choose an empty one, or add --replace to replace all of it.',
  confirmReplace: ({ name, contests, attempts }) =>
    `The database ${name} holds ${contests} contests and ${attempts} attempts. All of it will be replaced. Type "replace" to go on:`,
  notConfirmed: 'Not confirmed: nothing was changed.',
  askSecret: 'SECRET_KEY of the installation that was backed up:',
  noSecretGiven: 'SECRET_KEY needs at least 32 characters (letters, digits, _ + / = -). Nothing was changed.',
  otherSecret:
    'SECRET_KEY here is not that of the backup: rejoin codes would be void and a person could register twice. Set the right SECRET_KEY (or replace DATA_DIR/secret.key). Nothing was changed.',
  noKeysFile: (file) => `${file} is no file of keys made by export-keys.`,
  headsLaidAside: (file) => `Signatures of the audit log that are newer than the backup were laid aside in ${file}: they prove what is lost.`,
  restored: ({ rows, seconds }) =>
    `${rows} rows restored in ${seconds.toFixed(1)} s. Boards are rebuilt when the service starts. Everybody has to sign in again.`,
  erasedAgain: (count) => `Personal data of ${count} people who were erased after the backup were erased again.`,
  noErasures:
    'There is no list of erasures (erasures.jsonl): if anybody was erased after the backup, restore again with --erasures and the file of the old machine.',
  keysExported: (file) => `The keys are in ${file}. Take the file to a safe place apart from the backups, then delete it here.`,
  usernameRefused: (name) => `"${name}" cannot be a user name: 3 to 60 letters, digits, dots, hyphens; no @, no space.`,
  usernameTaken: (name) => `There is an account "${name}" already: use reset-password, or another name.`,
  usernameUnknown: (name) => `There is no account "${name}".`,
  accountDisabled: (name) => `The account "${name}" is disabled: an owner has to enable it in the console.`,
  ownerMade: (name) => `The owner "${name}" was made. Open this link within seven days to set the password:`,
  linkMade: (name) => `A link to set the password of "${name}", once, within a day:`,
  rotated: ({ keys, identities, unreadable }) =>
    `Put under the present key: ${keys} people, ${identities} identities.${unreadable === 0 ? '' : ` ${unreadable} people cannot be read: their former secret is not in SECRET_KEY_OLD.`}`,
  receipt: {
    genuine: 'GENUINE: the signature is right and the stored answers are those of the submission.',
    found:
      'There is a receipt with this code and the stored answers are those of the submission. A code alone proves no signature: compare time and digest below.',
    unknown: 'UNKNOWN: no receipt has this code.',
    altered: {
      'not-signed-by-us': 'ALTERED: this service has not signed what the receipt says.',
      'not-as-stored': 'DIFFERENT: this service signed the receipt, but the stored attempt has another time or digest.',
      'answers-changed': 'STORED ANSWERS ALTERED: they no longer give the digest of the receipt.',
    },
    facts: ({ contest, code, attemptId, closedAt, answeredCount, digest }: ReceiptFacts) =>
      `Contest: ${contest}\nCode: ${code}\nAttempt: ${attemptId}\nTime: ${closedAt}\nQuestions answered: ${answeredCount}\nDigest: ${digest}`,
    endedAs: {
      submitted: 'The person submitted it.',
      expired: 'It ended when its time was over.',
      voided: 'It was voided while it was open.',
      open: 'It is open.',
    },
    isFormer: 'The attempt was opened again later: this receipt is of the ending before.',
    isVoided: 'The attempt is voided now.',
    needsWhole: 'Without the database the whole receipt is needed (the copied text or JSON), not only its code.',
  },
  commands: {
    'create-owner': {
      short: 'makes an owner (may do everything) and prints the link to set the password',
      long: '--name NAME  the name that others see',
    },
    'reset-password': {
      short: 'prints a link by which somebody sets a new password',
      long: '--drop-second-factor  also removes the second factor (phone and recovery codes lost)',
    },
    backup: {
      short: 'writes everything to one file while the service goes on',
      long: 'The file shows one moment, compressed, with a digest for each part and a signature. The keys are not in it.\n--encrypt               asks for a passphrase and encrypts\n--passphrase-file FILE  takes the passphrase from a file (for a timer)',
    },
    restore: {
      short: 'restores a backup into an empty database',
      long: 'Checks the whole file and the keys before it touches anything; restores all or nothing.\n--replace               replaces the database that is there (asks first)\n--keys FILE             a file made by export-keys; without one it asks for SECRET_KEY\n--passphrase-file FILE  the passphrase of an encrypted backup\n--erasures FILE         erasures.jsonl of the old machine: who was erased after the backup is erased again',
    },
    'export-keys': {
      short: 'writes the keys to a file that is kept elsewhere',
      long: 'Without SECRET_KEY no backup can be restored. doctor warns until this was done.',
    },
    doctor: {
      short: 'checks everything that the installation stands on, and says what to do',
      long: 'Settings, database and rights, Redis, clock, disk, mail, keys, backups, signatures. Ends with 1 when something is bad.\n--json  for machines',
    },
    'rotate-keys': {
      short: 'puts personal data from former secrets under the present SECRET_KEY',
      long: 'Set a new SECRET_KEY and SECRET_KEY_OLD to the one before, restart the service, then run this (the service goes on). Run export-keys afterwards. SECRET_KEY_OLD stays as long as identities exist that can only be wrapped (ID numbers, people who were erased).',
    },
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
    'verify-receipt': {
      short: 'Prove a receipt that an entrant kept',
      long: 'Takes the code, the copied text (in quotes), or a file with the text or JSON.\nChecks the signature, finds the attempt and computes the digest anew from the answer log.\n--offline  only the signature, without the database\n--key      a public key (from /api/v1/receipt-keys) instead of those of this machine\n--json     for programs\nExits with 0 genuine, 3 altered, 4 unknown.',
    },
  },
}
