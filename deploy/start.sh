#!/bin/sh
# Starts Chartroom from settings: writes them into the deployment blocks of a copy of nginx.conf and
# becomes nginx with that copy. nginx.conf itself stays as it is.
#
#     REGISTRIES="registry.example.org:5000 ghcr.io" NAMES=charts.example.org sh deploy/start.sh
#
#     start.sh          checks the settings, then starts
#     start.sh check    checks the settings, and what they make of nginx.conf, with `nginx -t`
#     start.sh print    prints the configuration, for an nginx that is started without this script
#     start.sh health   succeeds if the running site answers
#
# Settings are variables of the environment, or lines NAME=value of the file that SETTINGS names;
# the file wins. docs/deployment.md says what each of them takes.

# Settings are lists of words, and are meant to be split; -f keeps a * in them from being a pattern.
# shellcheck disable=SC2086
set -efu

LISTS='REGISTRIES REGISTRY_ADDRESSES REGISTRY_HOSTS TOKEN_PATHS STORAGE CHART_REPOSITORIES DIRECT'
LISTS="$LISTS IMAGES NAMES LISTEN TRUSTED_PROXIES RESOLVER RELAY_PORTS"
SINGLE='TLS_CERTIFICATE TLS_KEY PASSWORDS SIGN_IN_IN_FRONT AUTHORITIES RUN_AS STATE LOGS'

here=$(cd "$(dirname "$0")" && pwd)
home=$(dirname "$here")
PATH=$PATH:/usr/sbin:/usr/local/sbin
newline='
'
tab=$(printf '\t')
faults=
edits=
trusted=
made=
written=' '

main() {
  for setting in $LISTS $SINGLE; do
    eval "[ -z \"\${$setting+set}\" ] || written=\"\$written\$setting \"; $setting=\${$setting-}"
  done
  [ -z "${SETTINGS-}" ] || read_file
  STATE=${STATE:-$home}
  folder=$STATE/.chartroom
  conf=$folder/nginx.conf
  relay=${RELAY_PORTS:-8079 8078}
  [ "$1" != health ] || ask_whether_it_answers
  check
  [ -z "$faults" ] || refuse
  case $1 in
    print)
      trust
      configuration
      ;;
    check)
      try
      echo "The settings are right: $(describe)." >&2
      ;;
    start)
      try
      find_ports_free
      write "$STATE"
      announce
      exec nginx -p "$STATE" -c "$conf" -e stderr -g 'daemon off;'
      ;;
    *) wrong start.sh "knows check, print and health, not \"$1\"" && refuse ;;
  esac
}

# -- Reading ---------------------------------------------------------------------------------------

# An indented line goes on with the value above it; # begins a comment. Nothing in the file is run.
read_file() {
  if [ ! -f "$SETTINGS" ] || [ ! -r "$SETTINGS" ]; then
    unusable SETTINGS "$SETTINGS"
    refuse
  fi
  carriage_return=$(printf '\r')
  name=
  read=' '
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%"$carriage_return"}
    text=$(trim "$line")
    case $text in
      '' | '#'*) continue ;;
      *=*) ;;
      *) [ "$text" != "$line" ] || { wrong SETTINGS "the line \"$text\" lacks a =" && continue; } ;;
    esac
    if [ -n "$name" ] && [ "${line#[ "$tab"]}" != "$line" ]; then
      eval "$name=\"\$$name \$text\""
      continue
    fi
    name=$(trim "${text%%=*}")
    case " $LISTS $SINGLE " in
      *" $name "*) ;;
      *) wrong SETTINGS "there is no setting \"$name\"" && name= && continue ;;
    esac
    case $read in
      *" $name "*) wrong "$name" 'stands twice in the file' ;;
    esac
    read="$read$name "
    written="$written$name "
    value=$(trim "${text#*=}")
    case $value in
      \"*\" | \'*\') value=${value#?} && value=${value%?} ;;
    esac
    eval "$name=\$value"
  done <"$SETTINGS"
}

trim() { printf '%s\n' "$1" | sed "s/^[ $tab]*//; s/[ $tab]*\$//"; }

# -- Writing ---------------------------------------------------------------------------------------

# write STATE: what nginx is started with, into the folder that it keeps its own files in.
write() {
  folder=$1/.chartroom
  conf=$folder/nginx.conf
  if ! mkdir -p "$folder" 2>/dev/null || [ ! -w "$folder" ]; then
    wrong STATE "the folder $1 can't be written to; name one that can"
    refuse
  fi
  trust
  configuration >"$conf.new"
  mv "$conf.new" "$conf"
  [ "$LOGS" = stdout ] || return 0
  ln -sf /dev/stdout "$folder/access.log"
  ln -sf /dev/stderr "$folder/error.log"
}

configuration() { printf '%s' "$edits$trusted" | awk -f "$here/start/block.awk" - "$home/nginx.conf"; }

# The authorities are those of the system, wherever it keeps them, and in addition yours.
trust() {
  authorities=/etc/ssl/certs/ca-certificates.crt
  for elsewhere in /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
    [ -r "$authorities" ] || authorities=$elsewhere
  done
  if [ -n "$AUTHORITIES" ]; then
    mkdir -p "$folder"
    cat $authorities "$AUTHORITIES" >"$folder/authorities.pem"
    authorities=$folder/authorities.pem
  fi
  trusted="line${tab}proxy_ssl_trusted_certificate$tab"
  trusted="$trusted    proxy_ssl_trusted_certificate \"$authorities\";$newline"
}

wrong() { faults="$faults  $1: $2$newline"; }

refuse() {
  printf "Chartroom doesn't start:\n%s" "$faults" >&2
  exit 78 # EX_CONFIG in sysexits.h
}

# Lets nginx try the settings, in a folder that is removed again: what a running site was started
# with, and reads again at SIGHUP, stays as it is. The folder is in STATE, which alone is known to
# be one that can be written to.
try() {
  command -v nginx >/dev/null || { wrong PATH 'nginx, 1.22 or later, is not on it' && refuse; }
  [ -d "$STATE" ] || made=$STATE
  if ! { mkdir -p "$STATE" && trial=$(mktemp -d "$STATE/.trial.XXXXXX"); } 2>/dev/null; then
    wrong STATE "the folder $STATE can't be written to; name one that can"
    refuse
  fi
  trap forget EXIT
  trap 'exit 1' HUP INT TERM
  write "$trial"
  said=$(nginx -p "$trial" -c "$conf" -e stderr -t 2>&1) || tell
  printf '%s\n' "$said" | grep -F '[warn]' >&2 || true
  trap - EXIT HUP INT TERM
  forget
}

forget() {
  rm -rf "$trial"
  [ -z "$made" ] || rmdir "$made"
}

# What nginx refuses stands by the setting's name, and below in nginx's words.
tell() {
  faults=$(printf '%s\n' "$said" | awk -v relay="$relay" -f "$here/start/told.awk")
  faults=${faults:+$faults$newline}$(printf '%s\n' "$said" |
    sed -n '/\[emerg\]/{ s| in /.*/\.trial\.[^ ]*||; s/^/  /p; }')$newline
  refuse
}

# What checks the settings, and what knows the site's address.
. "$here/start/check.sh"
. "$here/start/address.sh"
main "${1-start}"
