// One after another: fills and undos go to the ledger in the order in which they were made, however fast somebody types.
// A failure does not hold up what comes after it.

export interface Turns {
  run<T>(job: () => Promise<T>): Promise<T>;
}

export function turns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(job) {
      const next = last.then(job, job);
      last = next.catch(() => undefined);
      return next;
    },
  };
}

export interface Gathered {
  /** Resolves when a call that began after this one was asked for has ended. */
  ask(rooms: readonly string[]): Promise<void>;
}

/** Gathers what is asked while a call is under way into one following call: typing fast asks for the sheet once. */
export function gathered(call: (rooms: string[]) => Promise<void>): Gathered {
  let running: Promise<void> | null = null;
  let waiting: { rooms: Set<string>; promise: Promise<void> } | null = null;

  const start = (rooms: Iterable<string>) => {
    running = call([...rooms]).finally(() => {
      running = null;
    });
    return running;
  };

  return {
    ask(rooms) {
      if (!running) return start(rooms);
      if (!waiting) {
        const next = { rooms: new Set<string>(), promise: Promise.resolve() };
        next.promise = running
          .catch(() => undefined)
          .then(() => {
            waiting = null;
            return start(next.rooms);
          });
        waiting = next;
      }
      for (const room of rooms) waiting.rooms.add(room);
      return waiting.promise;
    },
  };
}
