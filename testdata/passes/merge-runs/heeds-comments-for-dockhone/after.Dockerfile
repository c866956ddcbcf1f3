FROM debian:13.6
RUN touch /a
# dockhone: skip=merge-runs  kept apart for its cache
RUN touch /b
RUN touch /c
# dockhone: off
RUN touch /d
RUN touch /e
# dockhone: on
RUN touch /f \
    && touch /g
