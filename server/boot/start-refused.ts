/** A start that cannot go on, with one sentence for the operator: what is wrong and what to do. */
export class StartRefused extends Error {}
