import { isUtf8 } from "node:buffer";

/** Excel's first line `sep=;` says which delimiter it used. */
export function readSeparator(first: Buffer | undefined): { delimiter?: string; skip: number } {
  const line = /^"?sep=([^"\r\n])"?\r?\n/i.exec(first?.toString("latin1", 0, 16) ?? "");
  return line === null ? { skip: 0 } : { delimiter: line[1]!, skip: line[0].length };
}

/** What the header says about the file's format, if it cannot be read as it is. `mayBeSplit`: it is one column, by the usual delimiter. */
export function findFormatFault(header: Buffer, mayBeSplit: boolean, path: string) {
  if (!isUtf8(header)) {
    const what = "The header is not valid UTF-8: Excel may have written the file in Windows-1252";
    return { what, next: `Convert it: iconv -f WINDOWS-1252 -t UTF-8 ${path}` };
  }
  const text = header.toString();
  if (/\r[^\n]/.test(text)) {
    const next = `Convert it: tr '\\r' '\\n' < ${path} > converted.csv`;
    return { what: "The lines end with CR alone, as on old Macs", next };
  }
  if (!mayBeSplit) return null;
  const found = [";", "\t", "|"].find((each) => text.includes(each));
  if (found === undefined) return null;
  const name = found === "\t" ? "tab" : found;
  return {
    what: `The delimiter seems to be ${name}: the header is one column otherwise`,
    next: `Name it: "${path}?delimiter=${name}"`,
  };
}
