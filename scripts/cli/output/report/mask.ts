/** How a report shows what belongs to persons: as it is, or masked. */
export interface Mask {
  /** A key of the source: a number or a UUID says nothing about anybody, anything else may be a name or an address. */
  key(key: string | null): string;
  /** A sentence somebody wrote, or a value of a row in a sentence. */
  words(text: string): string;
  /** A text that quotes values of a row; null where it must not be shown. */
  values(text: string): string | null;
}

export const shown: Mask = { key: (key) => key ?? "(no key)", words: (text) => text, values: (text) => text };

export const masked: Mask = {
  key: (key) => (key === null ? "(no key)" : harmless.test(key) ? key : "•••"),
  words: (text) => text.replace(address, "•••@•••"),
  values: () => null,
};

const harmless = /^(?:\d+|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})$/i;
const address = /[^\s"'<>()[\],;:]+@[^\s"'<>()[\],;:]+/g;
