FROM node:22.12.0-bookworm AS exposed
EXPOSE 3000 80/tcp
CMD ["node", "server.js"]

FROM node:22.12.0-bookworm AS variable
ENV PORT=443
EXPOSE $PORT
CMD ["node", "server.js"]

FROM python:3.13.1-bookworm AS option
CMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]

FROM python:3.13.1-bookworm AS attached
CMD uvicorn app:app --port=80

FROM python:3.13.1-bookworm AS operand
CMD ["python", "-m", "http.server", "80"]
