import { integer, sequence } from './der.ts';
import { writePem } from './pem.ts';

/**
 * A group for DSA (L = 2048, N = 256), made once by OpenSSL. Sprig makes one for each key, which
 * takes many seconds in a page; keys of one group are as good as those of many.
 */
const P = BigInt(
  '0x' +
    'a85a5b3a3df037bd61c39b7823358f8c28e0ca8fbddc2df8f442428e31d7b39415816c29683ec6be6a9a' +
    'fcb725083d76fde23343f2fa6b1b2152d9b70abd8598129516b43f2921bf57336d0752c7598c108da80c' +
    'a7755102c9293844aea5b994519014c8c8b197b5705490e1a6d7661cb3957550423e6d6d09cc4cd8b905' +
    '4aab75e1d0511f3627ecef716879c22c6f77df0c9fc221c69cc6b3595dc319f150febcf1aa324ffc1682' +
    '955acd668a6223ca4ae1f270ea1c3bb04c0b639920ba151e0d5c65e72675a5849cc295b917f74e353bc7' +
    '540fa619bf6c86571a81a921a03b2280ea4575787c5cd23d88c5e6800bc462cee4f80ab1828cab6ae864' +
    '2049fa0d',
);
const Q = BigInt('0x' + 'd21086f64bc3455697d8dd632d90ca5e398d87512d6bc9bec54f7f080cff83a9');
const G = BigInt(
  '0x' +
    '903dbe4964786e8fe735da1cf3ed5a790bc4af4c23c4216fea6ebd3628a79d4fdf90441f355d15f6ef33' +
    'c3049e050a030aa298d73312203da072e75883f6e5aa7a01618b507bc253e71eb7861d27a5bcd18b0f99' +
    'c146c3d0d3835dbd1a303ff69b32e4941b966cdb90ab87f78dbfdbf5dae0b0f6c7110865629d0d06f55d' +
    '02ae3f046a799132d33b98c509301fac503f4380b5ff152a1c5a4c2bdff8da424f0a14e83ceb6ada11fd' +
    'bfb22a71a780f4df4376f5f14854b1886c4a281c123ff71c4861f3cf70ada7cee685c4221096ea6bcc18' +
    'c482c0d543636984a483b39ebe4279c48101dd421326d8449725ee6003cdcfa6051a6785491fb13ad2e6' +
    '33e06fdf',
);

/** A private key in the form of OpenSSL, as sprig prints it. */
export function generateDsaKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(48));
  const x = (random.reduce((value, byte) => value * 256n + BigInt(byte), 0n) % (Q - 1n)) + 1n;
  const parts = [0n, P, Q, G, power(G, x), x].map((value) => integer(bytesOf(value)));
  return writePem({ type: 'DSA PRIVATE KEY', bytes: sequence(...parts) });
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

function bytesOf(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const pairs = hex.padStart(hex.length + (hex.length % 2), '0').match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => parseInt(pair, 16));
}
