// The window's inside: top bar, the strip of a locked ledger, menu, one room at a time, a slot for the drawer, status line. Knows the list of rooms it
// is given and nothing of what they show.
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { EmptyState } from "../parts/EmptyState";
import { SIDE_SLOT } from "../parts/SidePane";
import { useAsk } from "../state/ask";
import { useLockAfter } from "../state/idle";
import { useKeys } from "../state/keys";
import type { Room } from "../state/room";
import { back, replace, useRoute } from "../state/route";
import { useUndo } from "../state/undo";
import { shell } from "../text/shell";
import type { LedgerView } from "../wire/LedgerView";
import type { StartView } from "../wire/StartView";
import { KeyHelp } from "./KeyHelp";
import { LockStrip } from "./LockStrip";
import { Notices } from "./Notices";
import { PageBoundary } from "./PageBoundary";
import { focusPane } from "./panes";
import { SearchPalette } from "./SearchPalette";
import { SideMenu } from "./SideMenu";
import { StatusLine } from "./StatusLine";
import { TopBar } from "./TopBar";
import { useIdle } from "./useIdle";
import { useLock } from "./useLock";
import "./shell.css";

export interface FrameProps {
  rooms: readonly Room[];
  start: StartView;
  ledger: LedgerView;
}

const COLLAPSED = "duizhang.menu";

export function Frame({ rooms, start, ledger }: FrameProps) {
  const [collapsed, setCollapsed] = useState(startsCollapsed);
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const undoing = useUndo(ledger);
  // Counted after the window stands: on a large ledger it takes a moment.
  const { data: waiting } = useAsk("waiting", ledger.context);
  const lock = useLock(ledger);
  const lockAfter = useLockAfter(({ minutes }) => minutes);
  useIdle(ledger.person.passcode && !ledger.locked ? lockAfter : 0, lock);
  const route = useRoute();
  const first = rooms[0];

  useEffect(() => {
    if (route.room === "" && first) replace({ room: first.id });
  }, [route.room, first]);

  const toggleMenu = () => {
    localStorage.setItem(COLLAPSED, collapsed ? "open" : "collapsed");
    setCollapsed(!collapsed);
  };

  useKeys(shell.helpEverywhere, [
    { keys: "Ctrl+K", label: shell.keys.search, run: () => setSearching(true) },
    { keys: "Ctrl+Z", label: shell.keys.undo, run: undoing.undo },
    { keys: "Ctrl+Y", label: shell.keys.redo, run: undoing.redo },
    { keys: "Ctrl+Shift+Z", run: undoing.redo },
    { keys: "F6", label: shell.keys.panes, run: () => focusPane(1) },
    { keys: "Shift+F6", run: () => focusPane(-1) },
    { keys: "Alt+ArrowLeft", label: shell.keys.back, run: back },
    { keys: "Ctrl+B", label: shell.keys.menu, run: toggleMenu },
    { keys: "Ctrl+L", label: shell.keys.lock, run: lock },
    { keys: "Ctrl+/", label: shell.keys.help, run: () => setHelping(true) },
  ]);

  return (
    <div className="dz-frame" data-menu={collapsed ? "collapsed" : "open"}>
      <button type="button" className="dz-skip" onClick={() => document.getElementById("dz-main")?.focus()}>
        {shell.skip}
      </button>
      <TopBar
        start={start}
        ledger={ledger}
        onSearch={() => setSearching(true)}
        onHelp={() => setHelping(true)}
        onLock={lock}
      />
      {ledger.locked ? <LockStrip person={ledger.person} /> : null}
      <SideMenu rooms={rooms} waiting={waiting} collapsed={collapsed} onToggle={toggleMenu} />
      <main id="dz-main" className="dz-main" tabIndex={-1} data-pane="main">
        <Shown rooms={rooms} id={route.room} />
      </main>
      <div id={SIDE_SLOT} className="dz-side-slot" />
      <StatusLine ledger={ledger} undoing={undoing} onHelp={() => setHelping(true)} />
      <Notices />
      {searching ? <SearchPalette rooms={rooms} onClose={() => setSearching(false)} /> : null}
      {helping ? <KeyHelp onClose={() => setHelping(false)} /> : null}
    </div>
  );
}

/** As the user left it; on a narrow window the first time narrow too. */
function startsCollapsed(): boolean {
  const kept = localStorage.getItem(COLLAPSED);
  return kept === null ? matchMedia("(max-width: 1000px)").matches : kept === "collapsed";
}

function Shown({ rooms, id }: { rooms: readonly Room[]; id: string }) {
  const pages = useMemo(() => new Map(rooms.map((room) => [room.id, lazy(asDefault(room.load))])), [rooms]);
  const Page = pages.get(id);
  if (id === "") return null;
  if (!Page) return <EmptyState title={shell.noRoom} hint={shell.noRoomTodo} />;
  return (
    <PageBoundary key={id}>
      <Suspense fallback={<Opening />}>
        <Page />
      </Suspense>
    </PageBoundary>
  );
}

export function Opening(): ReactNode {
  return (
    <p className="dz-opening dz-faint" role="status">
      {shell.loading}
    </p>
  );
}

/** React's lazy wants a default export; ours are named. */
export function asDefault<P>(load: () => Promise<{ Page: P }>): () => Promise<{ default: P }> {
  return async () => ({ default: (await load()).Page });
}
