// Asking and telling the host from components. ask = a query that is cached and refreshed, tell = a change. A change that
// answers with what it changed refreshes exactly those rooms; one that does not refreshes everything on screen.
import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type Answer, type Command, call, type Request } from "../platform";
import { sayRefused } from "./notices";

export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The ledger is a local file: asking twice gives the same refusal, and only our own changes change it.
      queries: {
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

export interface AskOptions {
  enabled?: boolean;
  /** Which rooms' changes make this answer old. Without it every change does. */
  rooms?: readonly string[];
  /** Shows the last answer while the lens changes, so that the page does not flash. Default true. */
  keep?: boolean;
}

export function useAsk<C extends Command>(
  cmd: C,
  payload: Request<C>,
  { enabled = true, rooms, keep = true }: AskOptions = {},
): UseQueryResult<Answer<C>> {
  return useQuery<Answer<C>>({
    queryKey: [cmd, payload],
    queryFn: () => call(cmd, payload),
    enabled,
    meta: { rooms },
    ...(keep ? { placeholderData: keepPreviousData as never } : {}),
  });
}

/** The same question about several things; what is not yet answered is undefined. */
export function useAskEach<C extends Command>(
  cmd: C,
  payloads: readonly Request<C>[],
  { rooms }: AskOptions = {},
): (Answer<C> | undefined)[] {
  return useQueries({
    queries: payloads.map((payload) => ({
      queryKey: [cmd, payload],
      queryFn: () => call(cmd, payload),
      meta: { rooms },
    })),
    combine: dataOf,
  });
}

function dataOf<T>(results: { data: T | undefined }[]): (T | undefined)[] {
  return results.map(({ data }) => data);
}

/** Rejections are told to the user unless the caller takes them over with `onError`; `changes: false` changes nothing of the ledger. */
export function useTell<C extends Command>(
  cmd: C,
  options: {
    onDone?: (answer: Answer<C>, asked: Request<C>) => void;
    onError?: (error: unknown) => void;
    changes?: boolean;
  } = {},
): UseMutationResult<Answer<C>, unknown, Request<C>> {
  const client = useQueryClient();
  const changes = options.changes !== false;
  return useMutation<Answer<C>, unknown, Request<C>>({
    meta: { changes },
    mutationFn: (payload) => call(cmd, payload),
    onSuccess: async (answer, asked) => {
      options.onDone?.(answer, asked);
      if (changes) await refresh(client, changesOf(answer));
    },
    onError: options.onError ?? sayRefused,
  });
}

/** Asks again for everything a change made old, but for a command that was asked already. Without a list: for everything. */
export async function refresh(
  client: QueryClient,
  changes: readonly string[] | undefined,
  but?: Command,
): Promise<void> {
  const changed = changes && new Set(changes);
  await client.invalidateQueries({
    predicate: ({ meta, queryKey }) => {
      const rooms = meta?.rooms as readonly string[] | undefined;
      return queryKey[0] !== but && (!changed || !rooms || rooms.some((room) => changed.has(room)));
    },
  });
}

/** The rooms an answer names: itself a `Changed`, or holding one under `changed`. */
function changesOf(answer: unknown): string[] | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { rooms, changed } = answer as { rooms?: unknown; changed?: unknown };
  if (Array.isArray(rooms)) return rooms as string[];
  return changed === undefined ? undefined : changesOf(changed);
}
