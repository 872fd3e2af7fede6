/**
 * A small Prometheus registry for the hot path: the child for a set of label values is looked up once and kept by
 * whoever counts, so that counting is one addition. (prom-client hashes the labels on each observation, which costs
 * more than the rest of the accounting of a request.) Text format 0.0.4:
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export type Labels = Readonly<Record<string, string>>;

interface MetricOptions {
  readonly name: string;
  readonly help: string;
}

export interface Counter {
  inc(by?: number): void;
}

export interface Gauge {
  set(value: number): void;
}

export interface Histogram {
  observe(value: number): void;
}

interface Family<Child> {
  /** The child for these label values; made at its first use. */
  with(labels: Labels): Child;
  /** Forgets all children: for gauges that are filled anew at each scrape. */
  clear(): void;
}

class NumberChild implements Counter, Gauge {
  value = 0;
  inc(by = 1): void {
    this.value += by;
  }
  set(value: number): void {
    this.value = value;
  }
}

class HistogramChild implements Histogram {
  readonly bounds: readonly number[];
  readonly counts: Float64Array;
  sum = 0;
  count = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length);
  }

  observe(value: number): void {
    this.sum += value;
    this.count += 1;
    const { bounds } = this;
    for (let i = 0; i < bounds.length; i++) {
      if (value <= (bounds[i] as number)) {
        this.counts[i] = (this.counts[i] as number) + 1;
        return;
      }
    }
  }
}

class MetricFamily<Child> implements Family<Child> {
  readonly options: MetricOptions & { readonly type: 'counter' | 'gauge' | 'histogram' };
  readonly children = new Map<string, Child>();
  readonly #create: () => Child;

  constructor(options: MetricFamily<Child>['options'], create: () => Child) {
    this.options = options;
    this.#create = create;
  }

  with(labels: Labels): Child {
    const key = labelText(labels);
    let child = this.children.get(key);
    if (child === undefined) {
      child = this.#create();
      this.children.set(key, child);
    }
    return child;
  }

  clear(): void {
    this.children.clear();
  }
}

export interface MetricsRegistry {
  counter(options: MetricOptions): Family<Counter>;
  gauge(options: MetricOptions): Family<Gauge>;
  /** `buckets`: upper bounds, ascending, without +Inf; in the unit of the metric's name. */
  histogram(options: MetricOptions & { readonly buckets: readonly number[] }): Family<Histogram>;
  /** Called before each scrape, to set gauges from what is true now. */
  onScrape(fill: () => void): void;
  render(): string;
}

export function createMetricsRegistry(): MetricsRegistry {
  const families = new Map<string, MetricFamily<NumberChild> | MetricFamily<HistogramChild>>();
  const fills: (() => void)[] = [];
  const add = <F extends MetricFamily<NumberChild> | MetricFamily<HistogramChild>>(family: F): F => {
    if (families.has(family.options.name)) throw new Error(`metric ${family.options.name} is registered twice`);
    families.set(family.options.name, family);
    return family;
  };
  return {
    counter: (options) => add(new MetricFamily({ ...options, type: 'counter' }, () => new NumberChild())),
    gauge: (options) => add(new MetricFamily({ ...options, type: 'gauge' }, () => new NumberChild())),
    histogram: ({ buckets, ...options }) =>
      add(new MetricFamily({ ...options, type: 'histogram' }, () => new HistogramChild(buckets))),
    onScrape: (fill) => void fills.push(fill),
    render() {
      for (const fill of fills) fill();
      return [...families.values()].map(renderFamily).join('');
    },
  };
}

function renderFamily(family: MetricFamily<NumberChild> | MetricFamily<HistogramChild>): string {
  const { name, help, type } = family.options;
  const lines = [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`];
  for (const [labels, child] of family.children) {
    if (child instanceof HistogramChild) lines.push(...histogramLines(name, labels, child));
    else lines.push(`${name}${braces(labels)} ${child.value}`);
  }
  return `${lines.join('\n')}\n`;
}

function* histogramLines(name: string, labels: string, child: HistogramChild): Generator<string> {
  const prefix = labels === '' ? '' : `${labels},`;
  let total = 0;
  for (const [i, bound] of child.bounds.entries()) {
    total += child.counts[i] as number;
    yield `${name}_bucket{${prefix}le="${bound}"} ${total}`;
  }
  yield `${name}_bucket{${prefix}le="+Inf"} ${child.count}`;
  yield `${name}_sum${braces(labels)} ${child.sum}`;
  yield `${name}_count${braces(labels)} ${child.count}`;
}

const braces = (labels: string): string => (labels === '' ? '' : `{${labels}}`);

const labelText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(',');

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const escapeHelp = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
