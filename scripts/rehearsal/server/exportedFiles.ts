import type { Engine } from "./engine/engine.js";
import type { FileContent } from "./engine/fileContents.js";
import { storageTable } from "./engine/storedFiles.js";

/** The `_storage` of one component, as an export has it. */
export interface ExportedFiles {
  componentPath: string;
  /** Of `_storage/documents.jsonl`. */
  lines: string[];
  contents: { id: string; content: FileContent }[];
}

/** The files a component holds now. The real export guesses an extension for each name, and no import reads it. */
export function listFiles(engine: Engine, componentPath: string): ExportedFiles {
  const files: ExportedFiles = { componentPath, lines: [], contents: [] };
  for (const document of engine.components.get(componentPath)?.index.documents(storageTable) ?? []) {
    const found = engine.files.find(componentPath, document._id);
    if (found === undefined) continue;
    const { _id, _creationTime, sha256, size, contentType } = document;
    files.lines.push(JSON.stringify({ _id, _creationTime, sha256, size, contentType, internalId: found.urlId }));
    files.contents.push({ id: _id, content: found.content });
  }
  return files;
}
