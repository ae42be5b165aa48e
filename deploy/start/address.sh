# shellcheck shell=sh disable=SC2086,SC2154
# Where the site is, for ../start.sh: whether it answers there, and whether it can.

# /config.json is served to everybody, also where a password stands in front.
ask_whether_it_answers() {
  find_listener
  case $listener in
    '[::]':*) listener="[::1]:${listener##*:}" ;;
    *'*:'* | 0.0.0.0:*) listener=127.0.0.1:${listener##*:} ;;
    *:*) ;;
    *) listener=127.0.0.1:$listener ;;
  esac
  set -- http$secure://$listener/config.json
  if command -v curl >/dev/null; then
    curl -fsSk -m 3 -o /dev/null -H 'Host: localhost' "$1"
  else
    wget -q ${secure:+--no-check-certificate} --header 'Host: localhost' -O /dev/null "$1"
  fi
  exit
}

# Where the site is, for which registries, and who may use it.
describe() {
  find_listener
  set -- $NAMES
  host=localhost
  # A name leads to this machine from elsewhere, and there a loopback address doesn't answer.
  case $secure:$listener in
    s:127.* | s:'[::1]':* | :*) ;;
    *) host=${1:-localhost} ;;
  esac
  case $secure:${listener##*:} in
    s:443 | :80) port= ;;
    *) port=:${listener##*:} ;;
  esac
  echo "http$secure://$host$port, for $(in_a_line ${REGISTRIES:-the registries in nginx.conf}), $(guarded_by)"
}

# By the configuration, since a block that was edited by hand may ask for a password as well.
guarded_by() {
  if configuration | grep -Eq '^ *auth_(basic|request) ' && ! configuration | grep -Eq '^ *auth_basic off'; then
    echo 'with a password'
  elif [ "$SIGN_IN_IN_FRONT" = yes ]; then
    echo 'with the sign-in of a server in front'
  else
    echo 'open to everybody who reaches it'
  fi
}

announce() {
  echo "Chartroom is at $(describe)." >&2
  [ ! -t 0 ] || echo 'Ctrl-C ends it.' >&2
  if [ "$(id -u)" = 0 ] && grep -q '^user root;' "$conf"; then
    echo 'It works as root; RUN_AS=www-data, or nginx, is safer.' >&2
  fi
}

# The first address that the site listens at: by the settings, otherwise by nginx.conf.
find_listener() {
  secure=${TLS_KEY:+s}
  set -- ${LISTEN:-${TLS_KEY:+443}}
  # shellcheck disable=SC2046
  [ $# != 0 ] || set -- $(sed -n 's/^ *listen \([^;]*\);.*/\1/p' "$home/nginx.conf" | head -n 1)
  case " $* " in *' ssl '*) secure=s ;; esac
  listener=$1
}

# nginx says it only once it has started, and `check` is for a site that runs, too.
find_ports_free() {
  find_listener
  for address in ${LISTEN:-$listener}; do
    if is_taken "$address"; then
      wrong LISTEN "another program listens at $address, perhaps this site, or an nginx that the system started"
    fi
  done
  for port in $relay; do
    if is_taken "127.0.0.1:$port"; then
      wrong RELAY_PORTS "another program listens at $port; name two ports that are free"
    fi
  done
  [ -z "$faults" ] || refuse
}

# By the list of Linux: hexadecimal, addresses backwards, 0A for a port that is listened at.
is_taken() {
  case $1 in
    '['*) return 1 ;;
    *.*:*) at="(0{8}|0{32}|$(echo "${1%:*}" | backwards))" ;;
    *) at='[0-9A-F]+' ;;
  esac
  grep -Eqs " $at:$(printf '%04X' "${1##*:}") [0-9A-F:]+ 0A " /proc/net/tcp /proc/net/tcp6
}

backwards() { IFS=. read -r a b c d && printf '%02X%02X%02X%02X' "$d" "$c" "$b" "$a"; }
