// The menu on the left: one line per room, a number where something waits for this person, and the switch that makes it
// 48 px narrow.
import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import type { Room } from "../state/room";
import { hashOf, useRoute } from "../state/route";
import { shell } from "../text/shell";
import type { WaitingView } from "../wire/WaitingView";

export interface SideMenuProps {
  rooms: readonly Room[];
  /** None: not counted yet. */
  waiting: WaitingView | undefined;
  collapsed: boolean;
  onToggle(): void;
}

export function SideMenu({ rooms, waiting, collapsed, onToggle }: SideMenuProps) {
  const { room: current } = useRoute();
  return (
    <nav className="dz-menu" aria-label={shell.menu} data-pane="menu">
      <ul>
        {rooms
          .filter(({ offMenu }) => !offMenu)
          .map((room) => (
            <li key={room.id}>
              <Tooltip title={collapsed ? room.title : ""} placement="right">
                <a
                  href={hashOf({ room: room.id })}
                  className="dz-menu-item"
                  aria-current={room.id === current ? "page" : undefined}
                  data-pane-focus={room.id === current ? "" : undefined}
                  onPointerEnter={() => void room.load()}
                >
                  <room.icon />
                  <span className="dz-menu-title">{room.title}</span>
                  <Waiting count={(waiting && room.waiting?.(waiting)) ?? 0} />
                </a>
              </Tooltip>
            </li>
          ))}
      </ul>
      <button type="button" className="dz-plain dz-menu-item dz-menu-fold" onClick={onToggle}>
        {collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        <span className="dz-menu-title">{collapsed ? shell.expand : shell.collapse}</span>
      </button>
    </nav>
  );
}

function Waiting({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="dz-menu-count">
      <span aria-hidden="true">{count > 999 ? "999+" : count}</span>
      <span className="dz-unseen">{shell.waiting(count)}</span>
    </span>
  );
}
