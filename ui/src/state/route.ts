// Where the user is, kept in the page's hash so that the back key works: #/room/part/part?name=value. A drawer that is
// open is a value in the query, so that going back closes it. Deliberately absent: matching of patterns, loading of data.
import { useSyncExternalStore } from "react";

export interface Route {
  /** The first part: which room. Empty before any was chosen. */
  room: string;
  path: string[];
  query: Record<string, string>;
}

export interface Destination {
  room: string;
  path?: readonly string[];
  query?: Readonly<Record<string, string | null | undefined>>;
}

export function parseHash(hash: string): Route {
  const [before = "", after = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const parts = before.split("/").filter(Boolean).map(decoded);
  return {
    room: parts[0] ?? "",
    path: parts.slice(1),
    query: Object.fromEntries(new URLSearchParams(after)),
  };
}

export function hashOf({ room, path = [], query = {} }: Destination): string {
  const parts = [room, ...path].map(encodeURIComponent).join("/");
  const entries = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  const after = new URLSearchParams(entries).toString();
  return `#/${parts}${after ? `?${after}` : ""}`;
}

export function go(to: Destination): void {
  const hash = hashOf(to);
  if (hash !== location.hash) location.hash = hash;
}

/** Changes the address without a new step for the back key: sorting, filters, the selected row. */
export function replace(to: Destination): void {
  history.replaceState(history.state, "", hashOf(to));
  for (const listener of listeners) listener();
}

/** Changes values of the query and leaves the rest; null takes one away. */
export function goQuery(change: Record<string, string | null>): void {
  const now = currentRoute();
  go({ ...now, query: { ...now.query, ...change } });
}

export function replaceQuery(change: Record<string, string | null>): void {
  const now = currentRoute();
  replace({ ...now, query: { ...now.query, ...change } });
}

export function back(): void {
  history.back();
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

/** One value of the query and its setter; setting makes a step back possible. */
export function useQueryValue(name: string): [string | null, (value: string | null) => void] {
  const route = useRoute();
  return [route.query[name] ?? null, (value) => goQuery({ [name]: value })];
}

const listeners = new Set<() => void>();
let cached: { hash: string; route: Route } | undefined;

export function currentRoute(): Route {
  const { hash } = location;
  if (cached?.hash !== hash) cached = { hash, route: parseHash(hash) };
  return cached.route;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("hashchange", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("hashchange", listener);
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
