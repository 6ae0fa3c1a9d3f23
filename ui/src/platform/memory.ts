// A host without a window: answers come from handlers that a test or the dev server gives. It keeps a record of what
// was asked, copies what passes (as the real wire does), and can send events.
import { CallError } from "./error";
import type { Answer, Command, DroppedFiles, Host, Request } from "./index";

export type Handlers = {
  [C in Command]?: (payload: Request<C>) => Answer<C> | Promise<Answer<C>>;
};

export interface MemoryHost extends Host {
  readonly calls: { cmd: string; payload: unknown }[];
  readonly title: string;
  emit(event: string, payload: unknown): void;
  drop(files: DroppedFiles): void;
}

type Listener = (payload: unknown) => void;

export function memoryHost(handlers: Handlers): MemoryHost {
  const calls: { cmd: string; payload: unknown }[] = [];
  const listeners = new Map<string, Set<Listener>>();
  const filesEvent = "\0files";
  let title = "";

  const subscribe = (event: string, listener: Listener) => {
    const set = listeners.get(event) ?? new Set<Listener>();
    listeners.set(event, set.add(listener));
    return () => void set.delete(listener);
  };
  const emit = (event: string, payload: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(structuredClone(payload));
  };

  return {
    kind: "memory",
    calls,
    get title() {
      return title;
    },
    async rpc(cmd, payload) {
      calls.push({ cmd, payload: structuredClone(payload) });
      const handler = (handlers as Record<string, ((payload: unknown) => unknown) | undefined>)[cmd];
      if (!handler) throw new CallError({ code: "unknown_command", data: { cmd } }, cmd);
      return structuredClone(await handler(structuredClone(payload)));
    },
    listen: async (event, handler) => subscribe(event, handler),
    onFiles: async (handler) => subscribe(filesEvent, (payload) => handler(payload as DroppedFiles)),
    async setTitle(next) {
      title = next;
    },
    emit,
    drop: (files) => emit(filesEvent, files),
  };
}
