// Opens ONNX files in a real runtime and compares its predictions with ours. By hand, as the runtime is no package of this project:
//   npm install --ignore-scripts onnxruntime-web
//   crminsights mine train --data D.csv --label y --method M --model m --onnx m.onnx --out m.csv      (for some methods M)
//   node runtime-check.mjs D.csv m ...
// D.csv: without quoted separators; each model as a folder, beside it its .onnx and the .csv with its predictions.
import * as ort from 'onnxruntime-web';
import fs from 'node:fs';

const [data, ...names] = process.argv.slice(2);
const lines = fs.readFileSync(data, 'utf8').trim().split(/\r?\n/);
const separator = [',', ';', '\t'].sort((a, b) => lines[0].split(b).length - lines[0].split(a).length)[0];
const [header, ...rows] = lines.map(line => line.split(separator).map(field => field.replace(/^"|"$/g, '')));

for (const name of names) {
  const columns = JSON.parse(fs.readFileSync(`${name}/model.json`, 'utf8')).columns;
  const said = fs.readFileSync(`${name}.csv`, 'utf8').trim().split('\n').slice(1).map(line => line.split(',').map(Number));
  const first = rows.length - said.length;                  // predictions of train are those of the last rows
  const x = new Float32Array(said.length * columns.length);
  said.forEach((_, row) => columns.forEach((column, place) => {
    const field = rows[first + row][header.indexOf(column.name)];
    x[row * columns.length + place] = column.categories.length ? column.categories.indexOf(field) : Number(field);
  }));
  const session = await ort.InferenceSession.create(`${name}.onnx`);
  const { predictions } = await session.run({ features: new ort.Tensor('float32', x, [said.length, columns.length]) });
  const width = predictions.data.length / said.length;
  let worst = 0;
  predictions.data.forEach((value, place) => {
    const ours = said[Math.floor(place / width)][1 + place % width];
    worst = Math.max(worst, Math.abs(value - ours) / Math.max(1, Math.abs(ours)));
  });
  console.log(`${name}: ${said.length} rows, ${width} outputs, greatest relative difference ${worst.toExponential(1)}`);
}
