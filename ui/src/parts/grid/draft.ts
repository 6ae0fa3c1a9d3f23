// What is being typed into a cell, beside the grid's state: a key draws the field again and nothing else.

export class Draft {
  private text = "";
  private listeners = new Set<() => void>();

  get = (): string => this.text;

  set(text: string): void {
    this.text = text;
    for (const listener of this.listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
