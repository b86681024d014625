#!/usr/bin/env bash
# manual_test -- the installed man page and completion are what the program writes today, and have
# every command, option and key that the program's own help has.
source "$(dirname "$0")/prefix.bash"
install_and_move
cd "$scratch"
page=$prefix/share/man/man1/hebb.1
completion=$prefix/share/bash-completion/completions/hebb

logged "writing the man page" as_user hebb __write man "$scratch/hebb.1"
logged "writing the completion" as_user hebb __write bash "$scratch/hebb.bash"
cmp "$page" hebb.1 || fail "the installed man page is stale"
cmp "$completion" hebb.bash || fail "the installed completion is stale"
zsh_completion=$prefix/share/zsh/site-functions/_hebb
logged "writing the completion for zsh" as_user hebb __write zsh "$scratch/hebb.zsh"
cmp "$zsh_completion" hebb.zsh || fail "the installed completion for zsh is stale"

# The page without the marks of troff.
sed 's/\\-/-/g; s/\\&//g; s/\\e/\\/g' "$page" >plain
as_user hebb --help >help
commands=$(sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' help)
[[ $(wc -w <<<"$commands") -ge 7 ]] || fail "the help lists too few commands: $commands"

# complete_words WORD... -- what is offered for the last word, one a line.
complete_words() {
  bash --norc -c 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hebb
    printf "%s\n" "${COMPREPLY[@]}"' bash "$completion" hebb "$@"
}
# offers WANTED WORD... -- WANTED is among them.
offers() {
  local words
  words=$(complete_words "${@:2}")
  grep -qxF -e "$1" <<<"$words" || fail "'$1' is not offered for: hebb ${*:2}"
}

options=0
for command in $commands; do
  grep -qxF ".SS hebb $command" plain || fail "the man page has no $command"
  offers "$command" "${command:0:1}"
  as_user hebb "$command" --help >help
  for option in $(sed -n 's/^  \(-[a-z] \[ \)\{0,1\}\(--[a-z-]*\).*/\2/p' help); do
    options=$((options + 1))
    grep -qE "^\.B (-[a-z], )?$option( |$)" plain || fail "$command $option is not in the man page"
    offers "$option" "$command" "$option"
  done
done
((options > 50)) || fail "the help of the commands has $options options only"

keys=$(as_user hebb explain | grep -E '^[a-z]')
[[ $(wc -l <<<"$keys") -gt 40 ]] || fail "too few keys: $keys"
while read -r key; do
  grep -qxF ".B $key" plain || fail "the key $key is not in the man page"
  [[ $key == *'[]'* ]] || offers "$key" explain "$key"
done <<<"$keys"

offers train.rate= run x.yaml -s train.ra
offers new plugin n
touch exp.yaml
offers exp.yaml run exp.y
mkdir folder
offers folder run exp.yaml -o fol
[[ -z $(complete_words run -j '' | tr -d '\n') ]] || fail "a number is completed"

# zsh_offers WANTED WORD... -- the same in zsh, whose own functions only say what they are given.
zsh_offers() {
  local words
  words=$(zsh -f -c 'file=$1; shift; words=("$@") CURRENT=$#
    compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- "$@" }
    _files() { print -- "files $*" }
    source "$file"' zsh "$zsh_completion" hebb "${@:2}")
  grep -qxF -e "$1" <<<"$words" || fail "zsh: '$1' is not offered for: hebb ${*:2}"
}
if PATH=$user_path command -v zsh >/dev/null; then
  for command in $commands; do zsh_offers "$command" ''; done
  zsh_offers --only plugin check -
  zsh_offers check plugin ''
  zsh_offers train.rate run x.yaml -s ''
  zsh_offers train.rate explain ''
  zsh_offers 'files -/' run x.yaml -o ''
  zsh_offers 'files ' run ''
fi

if PATH=$user_path command -v groff >/dev/null; then
  warnings=$(groff -man -Tutf8 -ww -z "$page" 2>&1)
  [[ -z $warnings ]] || fail "groff warns: $warnings"
fi
echo "$options options and $(wc -l <<<"$keys") keys are in the man page and the completion"
