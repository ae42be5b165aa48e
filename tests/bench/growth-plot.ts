/** How one thing was measured at growing sizes: `x` is the size, `y` what one of it took. */
export interface Series {
  title: string;
  /** `ms` or `MB`, for one chart or one file. */
  unit: string;
  points: { x: number; y: number }[];
}

const WIDTH = 340;
const HEIGHT = 220;
const [LEFT, RIGHT, TOP, BOTTOM] = [56, 16, 40, 36];

/** An SVG of the series side by side; sizes grow by powers of ten, the other axis begins at 0. */
export function plot(series: readonly Series[]): string {
  const panels = series.map((one, i) => panel(one, i * WIDTH));
  const size = `width="${series.length * WIDTH}" height="${HEIGHT}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...panels,
    '</svg>\n',
  ].join('\n');
}

function panel({ title, unit, points }: Series, at: number): string {
  const most = Math.max(...points.map(({ y }) => y)) * 1.2 || 1;
  const [low, high] = [points[0]?.x ?? 1, points.at(-1)?.x ?? 1].map(Math.log10) as [
    number,
    number,
  ];
  const across = (x: number) =>
    at + LEFT + ((Math.log10(x) - low) / (high - low || 1)) * (WIDTH - LEFT - RIGHT);
  const up = (y: number) => HEIGHT - BOTTOM - (y / most) * (HEIGHT - TOP - BOTTOM);
  const text = (x: number, y: number, words: string, anchor = 'middle') =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const line = points.map(({ x, y }) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`).join(' ');
  return [
    text(at + LEFT, 20, title, 'start'),
    `<path d="M${at + LEFT} ${TOP}V${HEIGHT - BOTTOM}H${at + WIDTH - RIGHT}" fill="none" stroke="#000"/>`,
    text(at + LEFT - 6, up(0) + 4, '0', 'end'),
    text(at + LEFT - 6, up(most) + 4, `${rounded(most)} ${unit}`, 'end'),
    `<polyline points="${line}" fill="none" stroke="#1f5a8a" stroke-width="2"/>`,
    ...points.flatMap(({ x, y }) => [
      `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="3" fill="#1f5a8a"/>`,
      text(across(x), up(y) - 8, rounded(y)),
      text(across(x), HEIGHT - 16, x.toLocaleString('en')),
    ]),
  ].join('\n');
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}
