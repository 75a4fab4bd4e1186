import {
  Mutex,
  type PGlite,
  parse,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
} from "@electric-sql/pglite";

/** Statements kept; the one not asked for longest goes first. A page asks some ten, the whole product a few hundred. */
const KEPT = 256;
/** Longer ones are bulk writes, which seldom come twice with as many rows. */
const LONGEST = 20_000;

/** What the query builder asks of a connection. */
export interface PgliteClient {
  query: PGlite["query"];
  transaction: PGlite["transaction"];
  close(): Promise<void>;
}

/**
 * The same connection, with every statement that comes for the second time prepared: the database parses it once and, as long as a general
 * plan serves, plans it five times. For a statement of many columns and joins that is most of what it costs here. `PGlite.query` has no
 * such way; the extended query protocol under it has (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY).
 * @param client must be used through the result only
 */
export function preparedPglite(client: PGlite): PgliteClient {
  const run = createRunner(client);
  // A statement must not come between those of a transaction: there is one connection.
  const turn = new Mutex();
  return {
    query: (text, values = [], options) =>
      turn.runExclusive(() => {
        if (client.closed) throw new Error("PGlite is closed");
        return run(text, values, options);
      }),
    transaction: (work) =>
      turn.runExclusive(() =>
        client.transaction((tx) => {
          const query: Transaction["query"] = (text, values = [], options) => run(text, values, options);
          return work({ ...tx, query, closed: false });
        }),
      ),
    close: () => turn.runExclusive(() => client.close()),
  };
}

/** A statement the database has parsed: what it calls it, its parameters' types, how it describes its rows. */
interface Statement {
  name: string;
  parameterTypes: readonly number[];
  description: Messages;
}
type Messages = Awaited<ReturnType<PGlite["execProtocolStream"]>>;

const { serialize } = protocol;
const unnamed = "";

function createRunner(client: PGlite) {
  /** By text, in the order of their last use. Null: seen once. */
  const known = new Map<string, Statement | null>();
  let named = 0;

  const send = (...messages: Uint8Array[]) => client.execProtocolStream(Buffer.concat([...messages, serialize.sync()]));

  async function parseStatement(name: string, text: string): Promise<Statement> {
    const answer = await send(serialize.parse({ name, text }), serialize.describe({ type: "S", name }));
    return {
      name,
      parameterTypes: parse.parseDescribeStatementResults(answer),
      description: answer.filter((message) => message.name === "rowDescription"),
    };
  }

  async function find(text: string): Promise<Statement> {
    if (text.length > LONGEST) return parseStatement(unnamed, text);
    const before = known.get(text);
    const statement = before ?? (await parseStatement(before === null ? `statement_${++named}` : unnamed, text));
    known.delete(text);
    known.set(text, statement.name === unnamed ? null : statement);
    if (known.size > KEPT) await forget(known.keys().next().value ?? text);
    return statement;
  }

  async function forget(text: string): Promise<void> {
    const statement = known.get(text);
    known.delete(text);
    if (statement) await send(serialize.close({ type: "S", name: statement.name }));
  }

  return async <Row>(text: string, values: unknown[], options?: QueryOptions): Promise<Results<Row>> => {
    const statement = await find(text);
    const texts = values.map((value, place) => toText(client, value, statement.parameterTypes[place]));
    try {
      const answer = await send(serialize.bind({ statement: statement.name, values: texts }), serialize.execute({}));
      // Rows come in the shape the options ask for; the caller vouches for their type.
      return parse.parseResults([...statement.description, ...answer], client.parsers, options)[0] as Results<Row>;
    } catch (error) {
      // Its tables may have changed their shape since; the next time it is parsed anew.
      await forget(text);
      throw error;
    }
  };
}

function toText(client: PGlite, value: unknown, type: number | undefined): string | null {
  if (value === null || value === undefined) return null;
  const convert = type === undefined ? undefined : client.serializers[type];
  return convert === undefined ? String(value) : convert(value);
}
