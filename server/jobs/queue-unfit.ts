/** The queue in the database is not the one that this program works with. */
export class QueueUnfit extends Error {}
