// Files as they go over the wire: their bytes, or the path under which the desktop dropped them on the window.
import type { Incoming } from "../wire/Incoming";
import { base64 } from "./bytes";

/** Larger than any file an office sends; a film dropped by mistake is refused before it is read. */
export const LARGEST = 64 * 1024 * 1024;

export async function incomingFile(file: File): Promise<Incoming> {
  return { name: file.name, bytes: base64(new Uint8Array(await file.arrayBuffer())), text: null };
}

/** A file dropped on the window, read from where it lies. */
export function incomingPath(path: string): Incoming {
  return { name: path.split(/[\\/]/).pop() ?? path, bytes: null, text: null, path };
}
