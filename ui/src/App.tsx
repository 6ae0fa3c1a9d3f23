// The whole program: theme, language, queries, and the choice between the first page and the frame with its rooms.
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef } from "react";
import { EmptyState } from "./parts/EmptyState";
import { rooms, startPage } from "./routes";
import { asDefault, Frame, Opening } from "./shell/Frame";
import { Notices } from "./shell/Notices";
import { PageBoundary } from "./shell/PageBoundary";
import { startKeys } from "./state/keys";
import { entered, useLedger } from "./state/ledger";
import { useLens } from "./state/lens";
import { shell } from "./text/shell";
import { antdTheme, useMode } from "./theme";

const POPUPS = "dz-popups";

export function App({ client }: { client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <Themed>
        <Program />
      </Themed>
    </QueryClientProvider>
  );
}

export function Themed({ children }: { children: ReactNode }) {
  const mode = useMode((state) => state.mode);
  const theme = useMemo(() => antdTheme(mode), [mode]);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      getPopupContainer={() => document.getElementById(POPUPS) ?? document.body}
    >
      {children}
      {/* Menus and tips open in a landmark of their own, so that screen readers find them. */}
      <section id={POPUPS} aria-label={shell.popups} />
    </ConfigProvider>
  );
}

function Program() {
  const { start, ledger, error } = useLedger();
  const asOf = useLens((lens) => lens.asOf);
  const seen = useRef<string | null>(null);
  useEffect(startKeys, []);

  // A ledger that was open when the window came up (the sample, a file double-clicked) gives its lens once.
  useEffect(() => {
    if (ledger && seen.current !== ledger.id) {
      seen.current = ledger.id;
      if (!useLens.getState().asOf) entered(ledger);
    }
  }, [ledger]);

  if (error) throw error;
  if (!start) return <Opening />;
  if (!ledger) return <FirstPage />;
  if (!asOf) return <Opening />;
  return <Frame rooms={rooms} start={start} ledger={ledger} />;
}

function FirstPage() {
  const Page = useMemo(() => (startPage ? lazy(asDefault(startPage.load)) : null), []);
  return (
    <>
      <main id="dz-main" className="dz-first">
        {Page ? (
          <PageBoundary>
            <Suspense fallback={<Opening />}>
              <Page />
            </Suspense>
          </PageBoundary>
        ) : (
          <EmptyState title={shell.noRoom} hint={shell.noRoomTodo} />
        )}
      </main>
      <Notices />
    </>
  );
}
