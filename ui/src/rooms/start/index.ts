// The first page: while no ledger is open, the program shows this and nothing else. Not a room of the menu.

export const startPage = {
  load: async () => ({ Page: (await import("./StartPage")).StartPage }),
};
