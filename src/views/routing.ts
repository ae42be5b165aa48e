import type { Component } from 'svelte';
import { once } from '../core/once.ts';
import { withoutScheme } from '../core/oci/pasted.ts';
import { copyHref, type Route } from '../state/routes.ts';
import { shownName } from '../text/signs.ts';

export type ViewName = Route['view'];

/** A route to one view. */
export type RouteTo<V extends ViewName> = { [K in V]: Extract<Route, { view: K }> }[V];

/** What a view takes: all that its route says. */
export type ViewProps<V extends ViewName> = Omit<RouteTo<V>, 'view'>;

/** A view, with the props that it is given checked against those that it takes. */
interface ViewModule<V extends ViewName> {
  default: Component<ViewProps<V>>;
}

const VIEWS: { [V in ViewName]: () => Promise<ViewModule<V>> } = {
  publish: once(() => import('./publish/Publish.svelte')),
  pull: once(() => import('./chart/Pull.svelte')),
  library: once(() => import('./library/Library.svelte')),
  registries: once(() => import('./registry/Registries.svelte')),
  registry: once(() => import('./registry/Registry.svelte')),
  repository: once(() => import('./repository/Repository.svelte')),
  chart: once(() => import('./chart/Chart.svelte')),
  compare: once(() => import('./compare/Compare.svelte')),
  keys: once(() => import('./Keys.svelte')),
  about: once(() => import('./About.svelte')),
  copy: once(() => import('./copy/CopyTo.svelte')),
  missing: once(() => import('./Missing.svelte')),
};

const TITLES: Record<Exclude<ViewName, 'chart' | 'registry' | 'repository'>, string> = {
  publish: 'Publish',
  pull: 'Pull',
  library: 'Library',
  registries: 'Registries',
  compare: 'Compare',
  keys: 'Keys and display',
  about: 'About',
  copy: 'Copy to…',
  missing: 'Uncharted',
};

/** The component of a view, loaded when it is first shown. */
export function viewOf<V extends ViewName>(view: V): Promise<ViewModule<V>> {
  return VIEWS[view]();
}

/** The subject of a view: another chart or registry makes another page, another tab doesn't. */
export function subjectOf(route: Route): string {
  if (route.view === 'chart') return `${route.place} ${route.reference}`;
  if (route.view === 'copy') return copyHref(route.query);
  if (route.view === 'repository') return route.url;
  return route.view === 'registry' ? route.host : '';
}

/** What the browser's tab is called. */
export function titleOf(route: Route): string {
  return `${shownName(nameOf(route))} · Chartroom`;
}

function nameOf(route: Route): string {
  if (route.view === 'chart') return route.reference;
  if (route.view === 'repository') return withoutScheme(route.url);
  if (route.view !== 'registry') return TITLES[route.view];
  return route.repository ? `${route.host}/${route.repository}` : route.host;
}
