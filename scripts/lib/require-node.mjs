// Stops with one clear line if Node is too old. Written in syntax that an old Node can parse.
var parts = process.versions.node.split('.');
var major = Number(parts[0]);
if (major < 20 || (major === 20 && Number(parts[1]) < 19)) {
  console.error(
    'Chartroom needs Node 20.19 or later to build; this is ' +
      process.versions.node +
      '. See https://nodejs.org/ for a newer one.',
  );
  process.exit(1);
}
