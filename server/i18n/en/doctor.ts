import type { doctor as vi } from '../vi/doctor.ts'

export const doctor: typeof vi = {
  address: ({ address }) => `Public address: ${address}.`,
  addressMissing: () => 'PUBLIC_URL is not set: name the address that browsers use, for instance https://hoithi.example.vn.',
  addressInTheClear: ({ address }) => `PUBLIC_URL is ${address}, not encrypted: put HTTPS before the service and use the https:// address.`,
  proxies: ({ proxies }) => (proxies === '' ? 'No proxy is trusted.' : `Trusted proxies: ${proxies}.`),
  proxyNotTrusted: () =>
    'There is HTTPS before the service but TRUSTED_PROXIES is empty: everybody seems to come from one address and shares its limits. Set the address of the proxy.',
  everybodyIsAProxy: () => 'TRUSTED_PROXIES trusts everybody: anybody can forge an address. Name the proxy only.',
  secret: ({ length }) => `There is a SECRET_KEY of ${length} characters.`,
  secretMissing: ({ dataDir }) => `There is no SECRET_KEY, and ${dataDir} holds no secret.key: start the service once, or set SECRET_KEY.`,
  secretWeak: () => 'SECRET_KEY is too simple: for a new installation use "openssl rand -base64 32".',
  oldSecret: () => 'SECRET_KEY_OLD is set: remove it once rotate-keys is done and no round that began with the old one is open.',
  loginFile: ({ file }) => `${file} still holds the first password: change the password, then delete the file.`,
  demo: () => 'DEMO=yes: the demonstration contest and portal are open. On a real installation set DEMO=no.',
  disk: ({ folder, freeGigabytes }) => `The disk of ${folder} has ${freeGigabytes} GB left.`,
  diskTight: ({ folder, freeGigabytes }) => `The disk of ${folder} has only ${freeGigabytes} GB left: make room.`,
  diskFull: ({ folder, freeGigabytes }) => `The disk of ${folder} is nearly full (${freeGigabytes} GB): make room now, or answers cannot be saved.`,
  database: ({ version }) => `PostgreSQL ${version} answers.`,
  databaseAway: ({ reason }) => `The database cannot be used: ${reason} Check DATABASE_URL, DATABASE_OWNER_URL, the firewall.`,
  databaseOld: ({ version }) => `PostgreSQL ${version} is too old: 15 or newer is needed.`,
  fewConnections: ({ connections, pool }) =>
    `PostgreSQL allows ${connections} connections, each process needs ${pool}: raise max_connections or lower DATABASE_POOL.`,
  durable: () => 'What is acknowledged survives a power cut (fsync, full_page_writes, synchronous_commit are on).',
  forgetful: ({ settings }) => `PostgreSQL runs with ${settings} off: acknowledged answers could be lost. Turn it on.`,
  clock: ({ skewMs }) => `The clock is ${skewMs} ms off PostgreSQL's.`,
  clockOff: ({ skewMs }) => `The clock is ${skewMs} ms off PostgreSQL's (250 at most): keep both machines in time (chrony, systemd-timesyncd).`,
  schema: () => 'The schema is that of this program.',
  schemaBehind: ({ pending }) => `The schema lacks ${pending} migrations: the next start (or npm run migrate) applies them. Make a backup first.`,
  schemaNewer: () => 'The schema was made by a newer version: start that one.',
  appendsOnly: ({ role }) => `The role ${role} can only append to the logs.`,
  mayChangeLogs: ({ role, rights, tables }) =>
    `The role ${role} has ${rights} on ${tables}: make a role of its own for DATABASE_URL and set DATABASE_OWNER_URL to the one that owns the tables (README, "The audit log").`,
  noRedis: () => 'No Redis: live state is inside the process (one process).',
  redis: ({ node, version }) => `Redis ${node} answers (${version}).`,
  redisAway: ({ node, reason }) =>
    `Redis ${node} does not answer (${reason}): start it, or correct REDIS_URL. Nothing is lost, but boards are slower.`,
  redisOld: ({ node, version }) => `Redis ${node} is ${version}: 7 or newer is needed, or Valkey.`,
  redisEvicts: ({ node, policy }) =>
    `Redis ${node} throws keys away when memory is short (maxmemory-policy ${policy}): set noeviction, or boards will lack people.`,
  redisNoCluster: ({ node }) => `REDIS_URL names several nodes but ${node} belongs to no cluster: name one address, or turn the cluster on.`,
  redisClusterSick: ({ node }) => `The Redis Cluster of ${node} is not well: see "redis-cli cluster info".`,
  mail: ({ host }) => `The mail server ${host} lets us in.`,
  noMail: () => 'There is no mail server (SMTP_URL): links for invitations and passwords are shown to the administrator.',
  mailAway: ({ host, reason }) => `The mail server ${host} does not answer (${reason}): check port and firewall in SMTP_URL.`,
  mailRefuses: ({ host }) => `The mail server ${host} refuses the name or password in SMTP_URL.`,
  gateway: ({ host }) => `The gateway for messages ${host} answers.`,
  gatewayRefused: ({ host, reason }) => `GATEWAY_URL may not be called (${reason}): add ${host} to OUTGOING_HOSTS, with the port if it has one.`,
  gatewayAway: ({ host, reason }) => `The gateway for messages ${host} does not answer (${reason}): check address and firewall in GATEWAY_URL.`,
  otherSecret: () =>
    'This database is used with another SECRET_KEY: its people are not found with this one. Set the former one again, or name it in SECRET_KEY_OLD to change it.',
  keysExported: () => 'The keys are kept elsewhere.',
  keysNotExported: () => 'The keys are kept nowhere else: without this machine no backup can be restored. Run "npm run admin -- export-keys FILE".',
  backup: ({ days }) => `The last backup is ${days} days old.`,
  backupOld: ({ days }) => `The last backup is ${days} days old: run "npm run admin -- backup FILE" every night.`,
  noBackup: () => 'There is no backup yet: run "npm run admin -- backup FILE".',
  signed: ({ seq }) => `The audit log is signed up to entry ${seq}.`,
  notSigned: ({ since }) => `The audit log has not been signed since ${since}: does the service run?`,
  noHeadsFile: ({ path }) =>
    `There is no ${path} on this machine: signatures stand in the database alone, so a cut log is hard to find. Is DATA_DIR right?`,
  jobs: () => 'Background jobs get done.',
  jobFails: ({ kind, error }) =>
    `The background job "${kind}" fails again and again (${error}): see the log of the service and GET /api/v1/staff/jobs.`,
  jobsGivenUp: ({ count, kinds }) => `${count} background jobs were given up (${kinds}): mend the cause, then POST /api/v1/staff/jobs/KIND/retry.`,
  erasureWaits: ({ contests, days }) =>
    `Personal data are due to be erased, but the results are not published: ${contests}. Seal and publish them; otherwise the data are erased at the latest ${days} days after that day.`,
  jobsWait: ({ kind, minutes }) => `The background job "${kind}" has been waiting for ${minutes} minutes: does the service run?`,
}
