// A page that fails takes nothing else with it: the frame stays, and the page can be opened again.
import { Button } from "antd";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { shell } from "../text/shell";

interface State {
  error: Error | null;
  where: string;
}

export class PageBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, where: "" };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  override componentDidCatch(_error: Error, info: ErrorInfo): void {
    this.setState({ where: info.componentStack ?? "" });
  }

  override render(): ReactNode {
    const { error, where } = this.state;
    if (!error) return this.props.children;
    const report = `${error.name}: ${error.message}\n${where}`;
    return (
      <div className="dz-failed" role="alert">
        <h1>{shell.pageFailed}</h1>
        <p className="dz-second">{shell.pageFailedTodo}</p>
        <div className="dz-failed-ways">
          <Button type="primary" onClick={() => this.setState({ error: null, where: "" })}>
            {shell.reopen}
          </Button>
          <Button onClick={() => void navigator.clipboard.writeText(report)}>{shell.copyError}</Button>
        </div>
      </div>
    );
  }
}
