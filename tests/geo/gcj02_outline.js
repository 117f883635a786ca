// SPDX-License-Identifier: MIT
// LAND CITY CITY_BACK: the shift, on a grid of 20 m, that lays each outline best
// on the coast (least median distance); see gcj02_outline.sh.
'use strict';
const fs = require('fs');
const [land, ...outlines] = process.argv.slice(2);
const M = 111120, CELL = 0.02, NEAR_M = 1500;
const read = file => fs.readFileSync(file, 'utf8').trim().split('\n')
  .map(line => line.split(' ').map(Number));
const points = outlines.map(read);
const east = points[0].map(p => p[0]), north = points[0].map(p => p[1]);
const box = [Math.min(...east) - 0.1, Math.min(...north) - 0.1,
             Math.max(...east) + 0.1, Math.max(...north) + 0.1];
const width = M * Math.cos((box[1] + box[3]) / 2 * Math.PI / 180);

// edges of the coast by cell
const cells = new Map();
const addRing = ring => {
  for (let i = 1; i < ring.length; i++) {
    const [x, y] = ring[i];
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
    const cell = Math.floor(x / CELL) + ' ' + Math.floor(y / CELL);
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push([...ring[i - 1], x, y]);
  }
};
const walk = a => typeof a[0][0] === 'number' ? addRing(a) : a.forEach(walk);
for (const feature of JSON.parse(fs.readFileSync(land)).features)
  walk(feature.geometry.coordinates);

const distance = (x, y) => {
  const cx = Math.floor(x / CELL), cy = Math.floor(y / CELL);
  let best = Infinity;
  for (let i = cx - 1; i <= cx + 1; i++)
    for (let j = cy - 1; j <= cy + 1; j++)
      for (const [x1, y1, x2, y2] of cells.get(i + ' ' + j) || []) {
        const ax = (x1 - x) * width, ay = (y1 - y) * M;
        const ex = (x2 - x1) * width, ey = (y2 - y1) * M;
        const length2 = ex * ex + ey * ey;
        const t = length2 &&
          Math.max(0, Math.min(1, -(ax * ex + ay * ey) / length2));
        best = Math.min(best, Math.hypot(ax + t * ex, ay + t * ey));
      }
  return best;
};
const median = v => v.sort((a, b) => a - b)[v.length >> 1];

// the same vertices of both outlines: those near the coast, 1,500 of them
const near = points[0].map((p, i) => i)
  .filter(i => distance(...points[0][i]) < NEAR_M);
const some = near.filter((_, i) => i % Math.ceil(near.length / 1500) === 0);
const shifts = points.map((outline, o) => {
  let best = [Infinity, 0, 0];
  const search = (east0, north0, reach, step) => {
    for (let e = east0 - reach; e <= east0 + reach; e += step)
      for (let n = north0 - reach; n <= north0 + reach; n += step) {
        const d = median(some.map(i => distance(outline[i][0] + e / width,
                                                outline[i][1] + n / M)));
        if (d < best[0]) best = [d, e, n];
      }
  };
  search(0, 0, 640, 80);
  search(best[1], best[2], 80, 20);
  console.log(`${outlines[o]}: lies best ${best[1]} m east, ${best[2]} m ` +
              `north of where it is, ${best[0].toFixed(0)} m median`);
  return Math.hypot(best[1], best[2]);
});
process.exit(some.length > 50 && shifts[0] > 300 && shifts[1] < 100 ? 0 : 1);
