import { build } from 'vite';

/** All browser tests run on the built app: what is tested is what is deployed. */
export default async function buildApp(): Promise<void> {
  await build({ logLevel: 'warn' });
}
