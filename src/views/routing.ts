import type { Component } from 'svelte';
import type { Route } from '../state/routes.ts';

/** A view takes what its route says. */
interface ViewModule {
  default: Component<Record<string, unknown>>;
}

const VIEWS: Record<Route['view'], () => Promise<unknown>> = {
  publish: () => import('./publish/Publish.svelte'),
  pull: () => import('./chart/Pull.svelte'),
  library: () => import('./library/Library.svelte'),
  registries: () => import('./registry/Registries.svelte'),
  registry: () => import('./registry/Registry.svelte'),
  chart: () => import('./chart/Chart.svelte'),
  missing: () => import('./Missing.svelte'),
};

const TITLES: Record<Exclude<Route['view'], 'chart' | 'registry'>, string> = {
  publish: 'Publish',
  pull: 'Pull',
  library: 'Library',
  registries: 'Registries',
  missing: 'Uncharted',
};

/** The component of a view, loaded when it is first shown. */
export function viewOf(view: Route['view']): Promise<ViewModule> {
  return VIEWS[view]() as Promise<ViewModule>;
}

/** What the browser's tab is called. */
export function titleOf(route: Route): string {
  return `${nameOf(route)} · Chartroom`;
}

function nameOf(route: Route): string {
  if (route.view === 'chart') return route.reference;
  if (route.view !== 'registry') return TITLES[route.view];
  return route.repository ? `${route.host}/${route.repository}` : route.host;
}
