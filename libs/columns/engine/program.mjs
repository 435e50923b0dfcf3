// The engine of the columns: DuckDB and its one file, in a process of its own, because it may exhaust its memory or abort.
// argv: file, socket, settings. A connection is a question: one line of JSON comes in, {statements: [{text, names}], values};
// the rows of the last statement go out as `r` and JSON, a line each, then `.`, or `e` and what went wrong. All of them run in one transaction.
// A question that `holds` leaves the connection open for others that see the same state; what they change is undone when it closes.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { BIGINT, BOOLEAN, DOUBLE, DuckDBInstance, LIST, listValue, VARCHAR } from '@duckdb/node-api';

const [file, socket, settings] = process.argv.slice(2);

async function main() {
  const instance = await DuckDBInstance.create(file, JSON.parse(settings));
  createServer((line) => void serve(instance, line)).listen(socket, () => process.send('ready'));
}

async function serve(instance, line) {
  line.on('error', () => line.destroy());
  const connection = await instance.connect();
  let isOver = false;
  let holds = false;
  line.on('close', () => !isOver && connection.interrupt());
  try {
    for await (const text of createInterface({ input: line })) {
      const asked = JSON.parse(text);
      if (asked.holds && !holds) await connection.run('BEGIN');
      holds ||= asked.holds === true;
      await answer(connection, asked, line);
      if (holds) line.write('.\n');
      else line.end('.\n');
    }
  } catch (error) {
    line.end(`e${JSON.stringify(String(error?.message ?? error))}\n`);
  } finally {
    isOver = true;
    connection.closeSync();
  }
}

async function answer(connection, { statements, values, holds }, line) {
  const begins = !holds && statements.length > 1;
  if (begins) await connection.run('BEGIN');
  for (const statement of statements.slice(0, -1)) await connection.run(statement.text, ...bound(statement, values));
  const last = statements.at(-1);
  const result = await connection.stream(last.text, ...bound(last, values));
  while (!line.destroyed) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    if (result.columnName(0) !== 'line') continue;
    const rows = chunk.getColumnValues(0);
    if (!line.write(rows.map((row) => `r${row}\n`).join(''))) await Promise.race([once(line, 'drain'), once(line, 'close')]);
  }
  if (begins) await connection.run('COMMIT');
}

function bound({ names }, values) {
  const typed = names.map((name) => [name, ...typeOf(values[name])]);
  return [Object.fromEntries(typed.map(([name, value]) => [name, value])), Object.fromEntries(typed.map(([name, , type]) => [name, type]))];
}

/** A value with its type in DuckDB. Whole numbers are BIGINT, an empty list is one of texts: statements cast what they take. */
function typeOf(value) {
  if (Array.isArray(value)) {
    const isWhole = value.length > 0 && value.every(Number.isInteger);
    return isWhole ? [listValue(value.map(BigInt)), LIST(BIGINT)] : [listValue(value), LIST(VARCHAR)];
  }
  if (typeof value === 'number') return Number.isInteger(value) ? [BigInt(value), BIGINT] : [value, DOUBLE];
  return [value, typeof value === 'boolean' ? BOOLEAN : VARCHAR];
}

// Whoever started us is gone.
process.on('disconnect', () => process.exit(0));
await main();
