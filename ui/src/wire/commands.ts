// Placeholder until the wire types are generated; the generator overwrites this file.

// biome-ignore lint/suspicious/noEmptyInterface: filled by the generator.
export interface Commands {}
