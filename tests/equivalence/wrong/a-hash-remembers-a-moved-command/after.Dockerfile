FROM debian:12
RUN tool; printf "#!/bin/sh\nmake first\n" > /usr/local/bin/tool; chmod +x /usr/local/bin/tool; hash -r 2>/dev/null; /usr/bin/tool
