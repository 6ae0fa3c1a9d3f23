// The one door to the host. Everything the program asks of Rust passes through call(); nothing else in ui/ may import
// the host's packages. Deliberately absent: caching (the query client does it), formatting, Chinese sentences.
import type { Commands } from "../wire/commands";
import { CallError, toCallError } from "./error";

export type Command = keyof Commands & string;
/** What a command is asked with. */
export type Request<C extends Command> = Commands[C] extends { request: infer R } ? R : never;
/** What a command answers. */
export type Answer<C extends Command> = Commands[C] extends { answer: infer A } ? A : never;

export type Unsubscribe = () => void;

export interface DroppedFiles {
  kind: "over" | "drop" | "leave";
  paths: string[];
}

/** A place the program runs in: the desktop window, or memory for tests and for the dev server. */
export interface Host {
  readonly kind: "window" | "memory";
  rpc(cmd: string, payload: unknown): Promise<unknown>;
  /** Progress of long work and changes made by another window. */
  listen(event: string, handler: (payload: unknown) => void): Promise<Unsubscribe>;
  /** Files dragged from the desktop: the host gives paths, which the page itself could not know. */
  onFiles(handler: (files: DroppedFiles) => void): Promise<Unsubscribe>;
  setTitle(title: string): Promise<void>;
}

let current: Host | undefined;

export function setHost(host: Host): void {
  current = host;
}

export function host(): Host {
  if (!current) throw new CallError({ code: "no_host", data: null, message: "setHost() was not called" });
  return current;
}

/** Asks the host. Rejects only with CallError, whatever went wrong underneath. */
export async function call<C extends Command>(cmd: C, payload: Request<C>): Promise<Answer<C>> {
  try {
    return (await host().rpc(cmd, payload)) as Answer<C>;
  } catch (thrown) {
    throw toCallError(thrown, cmd);
  }
}

export { CallError, isCallError } from "./error";
