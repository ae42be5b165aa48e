/** Whether the browser has any network, as far as it knows. */
class Network {
  online = $state.raw(navigator.onLine);

  constructor() {
    addEventListener('online', () => (this.online = true));
    addEventListener('offline', () => (this.online = false));
  }
}

export const network = new Network();
