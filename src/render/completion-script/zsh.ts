/** zsh hands over its words as they were typed. */
export const ZSH = `#compdef kubectl-nodeport
compdef _kubectl-nodeport kubectl-nodeport

# zsh completion for kubectl-nodeport

_kubectl-nodeport()
{
    # As it was typed, quotes and variables too, up to the cursor's word.
    local request="\${words[1]} __complete \${(j: :)words[2,CURRENT]}"
    [[ -z \${words[CURRENT]} ]] && request+=" ''"
    local -a lines candidates space
    lines=("\${(@f)$(eval \${request} 2>/dev/null)}")
    local directive=\${lines[-1]#:}
    [[ $directive == <-> ]] || return 1
    lines[-1]=()

    # Of \`--flag=value\` only the value is offered.
    compset -P '-*='
    if ((directive & 16)); then
        _files -/
        return
    fi
    local line
    for line in $lines; do
        line=\${line//:/\\\\:} # it parts a word from its description here
        candidates+=("\${line/$'\\t'/:}")
    done
    ((directive & 2)) && space=(-S '')
    if ((\${#candidates})); then
        _describe -t candidates 'kubectl-nodeport' candidates "\${space[@]}"
    elif ((directive & 4)); then
        return 1
    else
        _files
    fi
}

# Not where it is sourced, only where zsh has found this file on its fpath.
if [[ \${funcstack[1]} == _kubectl-nodeport ]]; then
    _kubectl-nodeport
fi
`;
