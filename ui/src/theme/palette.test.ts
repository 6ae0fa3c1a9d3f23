// Readable in both themes: text at least 4.5:1 on every ground it stands on, shapes and frames at least 3:1 or with
// dark text beside them.
import { describe, expect, it } from "vitest";
import { contrast } from "./contrast";
import { cssVariables, dark, light, type Palette } from "./palette";

const themes: [string, Palette][] = [
  ["light", light],
  ["dark", dark],
];

describe.each(themes)("%s", (_name, p) => {
  const grounds = { page: p.page, surface: p.surface, raised: p.raised, hover: p.hover };
  const texts = { text: p.text, text2: p.text2, text3: p.text3, brandText: p.brandText, error: p.error };
  const pairs = Object.entries(texts).flatMap(([text, a]) =>
    Object.entries(grounds).map(([ground, b]): [string, string, string, number] => [
      text,
      ground,
      `${a}/${b}`,
      contrast(a, b),
    ]),
  );
  it.each(pairs)("%s on %s (%s)", (_text, _ground, _colours, ratio) => {
    expect(ratio, "text must reach 4.5:1").toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(p.lamps))("lamp %s", (_lamp, colours) => {
    expect(contrast(colours.text, p.surface), "word on the surface").toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.text, colours.soft), "word on its own soft ground").toBeGreaterThanOrEqual(4.5);
  });

  it("soft grounds carry text", () => {
    for (const soft of [p.brandSoft, p.errorSoft, p.querySoft, p.mark, p.lamps.green.soft]) {
      expect(contrast(p.text, soft), soft).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(p.query, p.querySoft), "query word on its ground").toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.brandText, p.brandSoft), "selected menu item").toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.error, p.errorSoft), "error on its ground").toBeGreaterThanOrEqual(4.5);
  });

  it("buttons and focus rings", () => {
    expect(contrast(p.onBrand, p.brand), "button label, large or bold").toBeGreaterThanOrEqual(4);
    expect(contrast(p.onBrand, p.brandHover), "the same under the pointer").toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.focus, p.surface), "focus ring").toBeGreaterThanOrEqual(3);
  });
});

it("names variables by meaning", () => {
  const variables = cssVariables(light);
  expect(variables["--dz-brand-soft"]).toBe(light.brandSoft);
  expect(variables["--dz-text-2"]).toBe(light.text2);
  expect(variables["--dz-lamp-red-fill"]).toBe(light.lamps.red.fill);
});
