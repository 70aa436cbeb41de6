import confluent from "@kafkajs/confluent-schema-registry";
import { RegistryError } from "./registry-error.ts";

export interface RegistryOptions {
  /** Of the Confluent-compatible API, such as `http://127.0.0.1:8081/apis/ccompat/v7`. */
  readonly registryUrl: string;
  readonly auth?: { readonly username: string; readonly password: string };
  /** Most time for one call; the client itself would wait for ever. Default 5 s. */
  readonly timeoutMs?: number;
  /** Told of each call: `answered`, `not_found`, or the code of the `RegistryError`; and how long it took. */
  readonly onCall?: (outcome: string, seconds: number) => void;
}

export interface RegisteredSchema {
  readonly id: number;
  readonly version: number;
  /** As JSON text. */
  readonly schema: string;
}

export interface FoundSchema {
  readonly schema: string;
  /** Absent for Avro. */
  readonly schemaType?: string;
  readonly references?: readonly unknown[];
}

interface Answer {
  data<T>(): T;
}

/** What the client's error tells; a connection failure is reported as status 400. */
interface ClientError {
  readonly status?: number;
  /** Absent in some of its failures. */
  readonly message?: string;
}

/** A registry's own 404 has a message; a proxy's or a wrong path's has none, and the client makes up this one. */
const foreignAnswer = /Error, status \d+/;
/** A refused connection or a cut one, which the client reports as status 400. */
const brokenConnection = /E[A-Z]{4,}|socket hang up|timeout|aborted|getaddrinfo|certificate/i;

/** The registry's HTTP API through its client, with a limit on every call. `undefined` stands for "no such thing". */
export class SchemaRegistry {
  readonly #api: InstanceType<typeof confluent.SchemaRegistry>["api"];
  readonly #timeoutMs: number;
  readonly #onCall: (outcome: string, seconds: number) => void;

  constructor({ registryUrl, auth, timeoutMs = 5_000, onCall = () => {} }: RegistryOptions) {
    // No retries of its own: callers wait and try again by their own rules, and see each failure.
    const options = {
      host: registryUrl.replace(/\/+$/, ""),
      retry: { retries: 0 },
      ...(auth ? { auth } : {}),
    };
    // biome-ignore lint/complexity/useLiteralKeys: the client keeps its HTTP API private; brackets are the way in
    this.#api = new confluent.SchemaRegistry(options)["api"];
    this.#timeoutMs = timeoutMs;
    this.#onCall = onCall;
  }

  find(id: number): Promise<FoundSchema | undefined> {
    return this.#orUndefined<FoundSchema>(() => this.#api.Schema.find({ id }));
  }

  latest(subject: string): Promise<RegisteredSchema | undefined> {
    return this.#orUndefined<RegisteredSchema>(() => this.#api.Subject.latestVersion({ subject }));
  }

  version(subject: string, version: number): Promise<RegisteredSchema | undefined> {
    return this.#orUndefined<RegisteredSchema>(() => this.#api.Subject.version({ subject, version }));
  }

  async compatibility(subject: string): Promise<string | undefined> {
    const config = await this.#orUndefined<{ compatibilityLevel: string }>(() =>
      this.#api.Subject.config({ subject }),
    );
    return config?.compatibilityLevel.toUpperCase();
  }

  async setCompatibility(subject: string, compatibility: string): Promise<void> {
    await this.#call(() => this.#api.Subject.updateConfig({ subject, body: { compatibility } }));
  }

  async register(subject: string, schema: string): Promise<number> {
    return (await this.#call<{ id: number }>(() => this.#api.Subject.register({ subject, body: { schema } })))
      .id;
  }

  async #orUndefined<T>(call: () => Promise<Answer>): Promise<T | undefined> {
    try {
      return await this.#call<T>(call);
    } catch (error) {
      if (error instanceof RegistryError && isNotFound(error.cause as ClientError)) return undefined;
      throw error;
    }
  }

  async #call<T>(call: () => Promise<Answer>): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject({ message: `no answer within ${this.#timeoutMs} ms` }),
      this.#timeoutMs,
    );
    const begun = performance.now();
    const told = (outcome: string) => this.#onCall(outcome, (performance.now() - begun) / 1_000);
    try {
      const data = (await Promise.race([call(), late])).data<T>();
      told("answered");
      return data;
    } catch (error) {
      const refused = registryError(error as ClientError);
      told(isNotFound(error as ClientError) ? "not_found" : refused.code);
      throw refused;
    } finally {
      clearTimeout(timer);
    }
  }
}

function isNotFound({ status, message = "" }: ClientError): boolean {
  return status === 404 && !foreignAnswer.test(message);
}

function registryError(error: ClientError): RegistryError {
  const { status, message = "no reason given" } = error;
  const foreign = foreignAnswer.test(message) && status === 404;
  const said = foreign
    ? "nothing at the given address is a Confluent-compatible schema registry"
    : `schema registry: ${message.replace(/^.* - /, "")}`;
  if (status === 401 || status === 403) return new RegistryError("not_authorized", said, error);
  if (status === 409) return new RegistryError("incompatible", said, error);
  if (status === 404) return new RegistryError("no_registry", said, error);
  const refused = status !== undefined && status >= 400 && status < 500 && status !== 429 && status !== 408;
  if (refused && status !== 400 && status !== 422) return new RegistryError("no_registry", said, error);
  if (refused && !brokenConnection.test(message)) return new RegistryError("incompatible", said, error);
  return new RegistryError("unavailable", said, error);
}
