// The draft of the bulletin: kept for the ledger, and the request that follows from it a moment after the last key.
import { useEffect, useState } from "react";
import { useContextOfLens } from "../../state/lens";
import type { BulletinRequest } from "../../wire/BulletinRequest";
import { type Draft, draftOf, keptOf, requestOf } from "./draft.logic";

const REST_MS = 350;

export interface DraftState {
  draft: Draft;
  change(change: Partial<Draft>): void;
  /** What the draft asks for now: this is exported. */
  request: BulletinRequest;
  /** What is shown: follows when the keys rest. */
  shown: BulletinRequest;
}

export function useDraft(ledger: string, office: string): DraftState {
  const context = useContextOfLens();
  const name = `duizhang.bulletin.${ledger}`;
  const [draft, setDraft] = useState(() => draftOf(localStorage.getItem(name), office, context.as_of));
  const [rested, setRested] = useState(draft);

  useEffect(() => {
    const timer = setTimeout(() => setRested(draft), REST_MS);
    return () => clearTimeout(timer);
  }, [draft]);

  return {
    draft,
    change(change) {
      const next = { ...draft, ...change };
      localStorage.setItem(name, keptOf(next, context.as_of));
      setDraft(next);
    },
    request: requestOf(context, draft),
    shown: requestOf(context, rested),
  };
}
