FROM registry.example.com/base:7
RUN make &> build.log
RUN touch /a \
    && touch /b \
    && ( [[ -e /a && -e /b ]] ) \
    && touch /c
