FROM debian:12.8 AS directory
WORKDIR /root/app
CMD ["./server"]

FROM python:3.13.1-bookworm AS packages
RUN pip install --user gunicorn
CMD ["gunicorn", "app:app"]

FROM python:3.13.1-bookworm AS models
RUN python -m nltk.downloader punkt
CMD ["python", "app.py"]

FROM debian:12.8 AS path
ENV PATH=/root/.local/bin:$PATH
CMD ["server"]

# What is removed, a cache, and what only an interactive shell reads do not count.
FROM node:22.12.0-bookworm AS harmless
RUN --mount=type=cache,target=/root/.npm npm install --global serve && rm -rf /root/.cache
RUN echo 'alias ll="ls -l"' >> ~/.bashrc
EXPOSE 5000
USER 1000:1000
CMD ["serve", "-l", "5000"]
