import { nextTask } from './platform/idle.ts';
import { watchPolicy } from './platform/policy.ts';
import { applyTheme } from './platform/theme.ts';
import { beginAhead } from './state/ahead.ts';
import { parseRoute } from './state/routes.ts';
import { viewOf } from './views/routing.ts';

watchPolicy();
applyTheme();
const route = parseRoute(location.hash);
// The frame and the view in it come at the same time; where the view doesn't, the frame says so.
viewOf(route.view).catch(() => undefined);
beginAhead(route);
void import('./frame.ts').then(({ drawFrame }) => nextTask().then(drawFrame));
if (import.meta.env.PROD) {
  addEventListener('load', () => {
    // The app works without being kept: a script that doesn't load now is asked for next time.
    import('./worker/offline.ts').then(({ keepOffline }) => keepOffline()).catch(() => undefined);
  });
}
