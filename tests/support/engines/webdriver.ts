import { until } from './engine.ts';

/** How WebDriver names an element in JSON (W3C WebDriver, section 12.2, "Elements"). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/**
 * Milliseconds that a command may take, the start of a browser included. After that the test fails with
 * the command's name; its own limit, which comes later, would only say that there is no end.
 */
const ANSWER_TIMEOUT = 100_000;

/** A session of W3C WebDriver, as far as the tests need it. */
export class WebDriver {
  readonly #session: string;

  private constructor(session: string) {
    this.#session = session;
  }

  /** Has the driver at `url` start its browser. */
  static async start(url: string, alwaysMatch: object): Promise<WebDriver> {
    const body = { capabilities: { alwaysMatch } };
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${url}/session`, body);
    return new WebDriver(`${url}/session/${sessionId}`);
  }

  go(url: string): Promise<void> {
    return this.#post('url', { url });
  }

  refresh(): Promise<void> {
    return this.#post('refresh');
  }

  /** Waits, as a person does, for an element that is hidden at first or drawn anew. */
  click(xpath: string): Promise<void> {
    return until(`${xpath}, to be clicked`, async () => {
      try {
        await this.#post(`element/${await this.#find(xpath)}/click`);
        return true;
      } catch (error) {
        if (!/element not interactable|stale element reference/.test(String(error))) throw error;
        return undefined;
      }
    }).then(() => undefined);
  }

  async clear(xpath: string): Promise<void> {
    await this.#post(`element/${await this.#find(xpath)}/clear`);
  }

  /** Types into an element; into a file input, the paths of files, a line each. */
  async sendKeys(xpath: string, text: string): Promise<void> {
    await this.#post(`element/${await this.#find(xpath)}/value`, { text });
  }

  /** Calls the function of this source. */
  execute<T>(source: string, args: unknown[]): Promise<T> {
    return this.#post('execute/sync', { script: `return (${source})(...arguments)`, args });
  }

  end(): Promise<void> {
    return ask('DELETE', this.#session);
  }

  /** The element's reference, once it is there. */
  #find(xpath: string): Promise<string> {
    return until(xpath, async () => {
      const found = await this.#post<Record<string, string>[]>('elements', {
        ...{ using: 'xpath', value: xpath },
      });
      return found[0]?.[ELEMENT];
    });
  }

  #post<T>(command: string, body: object = {}): Promise<T> {
    return ask('POST', `${this.#session}/${command}`, body);
  }
}

async function ask<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    ...{ method, signal: AbortSignal.timeout(ANSWER_TIMEOUT) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new Error(`no answer to ${method} ${url} ${JSON.stringify(body)}`, { cause });
  });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${url}: ${value.error}: ${value.message}`);
  return value;
}
