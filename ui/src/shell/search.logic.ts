// What the search offers: rooms by name or pinyin initials at once, the ledger's hits after them.

import type { Room } from "../state/room";
import type { Destination } from "../state/route";
import type { SearchHit } from "../wire/SearchHit";

export interface Offer {
  key: string;
  kind: string;
  name: string;
  hint: string;
  /** null: the hit is a place, and choosing it sets the scope. */
  to: Destination | null;
  id: string;
}

export function offersOf(text: string, rooms: readonly Room[], hits: readonly SearchHit[]): Offer[] {
  const wanted = text.trim().toLowerCase();
  const pages = rooms
    .filter(({ title, keywords }) => wanted === "" || title.includes(wanted) || keywords.includes(wanted))
    .map(({ id, title }) => ({
      key: `room:${id}`,
      kind: "room",
      name: title,
      hint: "",
      to: { room: id },
      id,
    }));
  const found = hits.flatMap((hit): Offer[] => {
    const { kind, id, name, hint } = hit;
    const to = kind === "org_unit" ? null : destinationOf(hit, rooms);
    return to === undefined ? [] : [{ key: `${kind}:${id}`, kind, name, hint, to, id }];
  });
  return [...pages, ...found];
}

function destinationOf({ kind, id }: SearchHit, rooms: readonly Room[]): Destination | undefined {
  return rooms.find((room) => room.opens?.[kind])?.opens?.[kind]?.(id);
}

/** The next line of a list that goes round. */
export function stepped(at: number, step: number, count: number): number {
  return count === 0 ? 0 : (at + step + count) % count;
}
