// SPDX-License-Identifier: MIT
// published_join.js BORDERS CITIES: b.geojson, the countries, and s.csv, the
// towns; the code of a town begins with the country that GeoNames names.
const fs = require('fs');
const [borders, cities] =
    process.argv.slice(2).map(file => JSON.parse(fs.readFileSync(file)));
const wanted = 'DE CH AT IT CZ PL BE LU LI DK HU SI SK'.split(' ');

// Denmark in Europe has no code of its own there.
const codeOf = ({iso1A2, country}) => iso1A2 || country;
const features = borders.features
    .filter(f => f.geometry && wanted.includes(codeOf(f.properties)))
    .map(f => ({type: 'Feature', properties: {code: codeOf(f.properties)},
                geometry: f.geometry}));
fs.writeFileSync('b.geojson',
                 JSON.stringify({type: 'FeatureCollection', features}));
fs.writeFileSync('s.csv', 'code,lon,lat\n' +
    cities.filter(c => wanted.includes(c.country))
        .map((c, i) => `${c.country}-${i},${c.lng},${c.lat}\n`).join(''));
