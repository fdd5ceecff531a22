/** After spf13/cobra 1.10, bash_completionsV2.go: bash replaces only what follows its last word break, and shows what it lists as it is. */
export const BASH = `# bash completion for kubectl-nodeport; it needs the package bash-completion.

__kubectl_nodeport()
{
    local cur prev words cword split
    COMPREPLY=()
    # \`:\` and \`=\` are parts of a word here, whatever bash parts words at.
    if declare -F _init_completion >/dev/null 2>&1; then
        _init_completion -n =: || return
    else
        _get_comp_words_by_ref -n =: cur prev words cword
    fi

    # As it was typed, quotes and variables too, up to the cursor.
    local request="\${words[0]} __complete \${words[*]:1:cword-1} \${cur:-''}"
    local out directive
    out=$(eval "$request" 2>/dev/null)
    directive=\${out##*:}
    out=\${out%:*}
    [[ $directive =~ ^[0-9]+$ ]] || return

    # Of \`--flag=value\` only the value is offered.
    if [[ $cur == -*=* ]]; then
        cur=\${cur#*=}
    fi
    # bash 3.2, which Macs have, has no compopt.
    if [[ $(type -t compopt) == builtin ]]; then
        ((directive & 2)) && compopt -o nospace
        ((directive & 4)) && compopt +o default
    fi
    if ((directive & 16)); then
        _filedir -d
        return
    fi

    local tab=$'\\t' line word longest=0
    while IFS='' read -r line; do
        [[ -z $line ]] && continue
        printf -v word '%q' "\${line%%$tab*}"
        [[ $word == "$cur"* ]] || continue
        COMPREPLY+=("$line")
        word=\${line%%$tab*}
        ((\${#word} > longest)) && longest=\${#word}
    done <<<"$out"

    # A single one is written on the line, as is each in its turn where somebody has set menu-complete.
    if ((\${#COMPREPLY[@]} == 1)) || [[ \${COMP_TYPE-} == 37 || \${COMP_TYPE-} == 42 ]]; then
        __kubectl_nodeport_words
    else
        __kubectl_nodeport_list "$longest"
    fi
    __kubectl_nodeport_rest :
    __kubectl_nodeport_rest =
}

__kubectl_nodeport_words()
{
    local tab=$'\\t' index word
    for index in "\${!COMPREPLY[@]}"; do
        printf -v word '%q' "\${COMPREPLY[index]%%$tab*}" # bash 3.2 writes into no array
        COMPREPLY[index]=$word
    done
}

# In two columns, as wide as the window.
__kubectl_nodeport_list()
{
    local tab=$'\\t' longest=$1 width index word description
    for index in "\${!COMPREPLY[@]}"; do
        word=\${COMPREPLY[index]%%$tab*}
        description=\${COMPREPLY[index]:\${#word}+1}
        if [[ -n $description ]]; then
            width=$((\${COLUMNS:-80} - longest - 4))
            if ((width > 8)); then
                printf -v word '%-*s' "$longest" "$word"
                ((\${#description} > width)) && description="\${description:0:width-1}…"
                word+="  ($description)"
            fi
        fi
        COMPREPLY[index]=$word
    done
}

# bash puts what is completed behind the last of its own word breaks.
__kubectl_nodeport_rest()
{
    local before index
    if [[ $cur == *"$1"* && $COMP_WORDBREAKS == *"$1"* ]]; then
        before=\${cur%"\${cur##*"$1"}"}
        for index in "\${!COMPREPLY[@]}"; do
            COMPREPLY[index]=\${COMPREPLY[index]#"$before"}
        done
    fi
}

if [[ $(type -t compopt) == builtin ]]; then
    complete -o default -F __kubectl_nodeport kubectl-nodeport
else
    complete -o default -o nospace -F __kubectl_nodeport kubectl-nodeport
fi
`;
